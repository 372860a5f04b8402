"""The parts of most pages: facts, marks, links, prose, facets for the search."""
