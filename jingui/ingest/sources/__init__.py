"""Where do items come from? One file a kind of source, each ``poll(feed, get) -> Polled``."""
