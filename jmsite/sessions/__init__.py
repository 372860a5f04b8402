"""Sessions of edits: what is asked for is made up, checked, written, and can be undone."""
