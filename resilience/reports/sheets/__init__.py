"""What is printed of the region: a sheet per city, one of the region, and briefs on a theme."""
