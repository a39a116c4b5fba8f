"""What do we publish? Articles, channels, stories, sources and corrections."""
