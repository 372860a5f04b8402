"""A workbook: an overview, a sheet for each map that looks like one, and sheets that are data."""
