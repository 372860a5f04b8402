"""Turn pages into files: the outputs of a site, and how they are put on disk."""
