"""Data frames to sentences, tables and labels."""
