"""The figures of charts: their values, a sentence for each, and the numbers behind it."""
