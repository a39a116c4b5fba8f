"""How is it run? Health, schedule, backup and the demo edition."""
