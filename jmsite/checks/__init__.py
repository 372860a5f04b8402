"""Check the catalog and the whole site: what no single file can show."""
