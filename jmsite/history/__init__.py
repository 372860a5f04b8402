"""Git's knowledge of the content: the day each file last changed, and the files of a revision; no authors."""
