"""Figures as files to download."""

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
"""File formats and their MIME types."""
