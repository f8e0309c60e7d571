"""Find place names, and say what place they mean."""
