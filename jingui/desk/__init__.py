"""How do editors work? Wagtail's admin, arranged as a newsroom."""
