"""PDF: documents as Chromium prints them, what can be read in them, and several as one."""
