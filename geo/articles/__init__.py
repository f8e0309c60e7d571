"""Read articles, and cut their text into spans."""
