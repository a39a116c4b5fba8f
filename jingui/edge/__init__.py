"""What answers before Django does? Whole pages from memory, live streams, and a bridge."""
