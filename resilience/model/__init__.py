"""The domain model: declarations, regions, sources, content, and the types that pages share."""
