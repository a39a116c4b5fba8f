"""What just happened? One-paragraph telegraphs, round the clock."""
