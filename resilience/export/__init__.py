"""Figures as files to take away."""

TYPES = {
    "csv_german": "text/csv",
    "csv_international": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "geojson": "application/geo+json",
    "geoparquet": "application/vnd.apache.parquet",
    "package": "application/zip",
    "description": "application/json",
    "warehouse": "application/vnd.duckdb",
}
"""The kinds of file there are, and their MIME types."""
