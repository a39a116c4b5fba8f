"""What is traded, and when? Securities, exchanges, aliases, trading days and sessions."""
