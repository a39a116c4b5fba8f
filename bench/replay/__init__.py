"""What does Jingui do with a real day? Feeds and wires replayed, calmly and under kill -9."""
