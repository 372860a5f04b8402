"""Doors to the languages of others: YAML, Markdown, Jinja, CSS, SVG, CLDR."""
