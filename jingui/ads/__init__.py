"""What pays? Slots, creatives and bookings."""
