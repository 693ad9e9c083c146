"""The DuckDB file: opening, building, loading, computing, scoring and querying it."""
