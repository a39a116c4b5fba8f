"""How is news found? A small port, its engines, and the outbox that feeds them."""
