"""The kinds of sources: how each is asked, and what its answer is until it is measured."""
