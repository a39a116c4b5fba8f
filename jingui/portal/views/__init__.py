"""One file a public page."""
