"""Who are you? Users, their roles, and signing in."""
