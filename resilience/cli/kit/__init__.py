"""What an analyst needs to add an indicator: a first file, checks, a preview, the data at hand."""
