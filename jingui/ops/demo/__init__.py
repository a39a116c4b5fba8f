"""What does a new portal show before its first source? Two weeks of news written for this project."""
