"""YAML, read with places and written as an author would."""
