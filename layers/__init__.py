"""Layers as data, and what draws them: page, picture, batch, command line."""
