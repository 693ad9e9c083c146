"""Open statistics to tidy observations; one module per source."""
