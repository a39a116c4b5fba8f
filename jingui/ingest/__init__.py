"""How does news come in? Feeds are polled, items go down the pipeline and get a verdict."""
