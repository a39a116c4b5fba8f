"""What do readers see? Every public page."""
