"""Answer again, keep, and spread: how work is saved. Nothing here knows what a journey is."""
