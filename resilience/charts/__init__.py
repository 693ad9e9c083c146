"""Data frames to charts."""
