"""Data frames to maps."""
