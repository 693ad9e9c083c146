"""What things are: declarations, regions, sources, content, and the types that pages share."""
