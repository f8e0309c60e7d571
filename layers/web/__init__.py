"""The page: how layers become one HTML file that needs nothing else."""
