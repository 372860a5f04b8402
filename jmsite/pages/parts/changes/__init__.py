"""Changes of the content: history, news, reviews, former curves, and the words for all of these."""
