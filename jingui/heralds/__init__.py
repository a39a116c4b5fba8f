"""Whom do we tell that something is new? Search engines, with a receipt from each."""
