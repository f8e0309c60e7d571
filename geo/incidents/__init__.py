"""From mentions to one table of incidents."""
