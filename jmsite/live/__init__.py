"""The live preview: watch, build again, serve from memory, tell the browsers."""
