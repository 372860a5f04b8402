"""From files to linked entities: discover, parse, validate, assemble, link."""
