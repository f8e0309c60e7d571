"""Incidents along a border: articles, places, events, and exact measures on the line."""
