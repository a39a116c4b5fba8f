"""What is new, in another process? Notices in a table, followed by whoever listens; Valkey rings the bell."""
