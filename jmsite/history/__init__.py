"""What git knows of the content: the day each file last changed. Nothing of who changed it."""
