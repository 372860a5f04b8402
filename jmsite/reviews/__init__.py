"""Reviews that expire: what was reviewed, in short; what has changed since; and what makes a new one due."""
