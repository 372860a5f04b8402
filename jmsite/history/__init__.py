"""What git knows of the content: the day each file last changed, and the files of a revision. Nothing of who did it."""
