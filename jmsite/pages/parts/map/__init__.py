"""The journey map: its head, its lanes and cells, and what opens beside it."""
