"""Read a site: discover, parse, validate, assemble, link. Files become linked entities."""
