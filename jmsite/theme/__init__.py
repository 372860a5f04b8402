"""A site's theme: chained, built, looked through, and its messages."""
