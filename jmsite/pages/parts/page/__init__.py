"""What most pages have: facts, marks, links, prose, facets for the search."""
