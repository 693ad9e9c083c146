"""Figures as files to take away."""
