"""Find what happened, when, where, who and how many."""
