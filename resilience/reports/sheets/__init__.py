"""Printed sheets: one per city, one of the region, and briefs on a theme."""
