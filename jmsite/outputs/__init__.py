"""From pages to files: what a site consists of, and how it is put on disk."""
