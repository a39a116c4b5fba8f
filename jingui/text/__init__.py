"""What is this Chinese text, as data? Pure functions: no Django, no network, no clock."""
