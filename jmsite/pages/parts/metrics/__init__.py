"""Metrics: latest readings, targets, parts and turns of them, and the effects of solutions."""
