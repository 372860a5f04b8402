"""Nouns: what journey mapping talks about, and what a build passes from step to step. Frozen, no I/O."""
