"""Views that several kinds of pages share."""
