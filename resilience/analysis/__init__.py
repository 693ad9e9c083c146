"""Statistics on what the warehouse holds: trends, correlation, rank intervals, simulation."""
