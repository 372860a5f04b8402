"""What changed, when and since which review: history, news, former curves."""
