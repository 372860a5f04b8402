"""A deck of journeys: the same views that pages show, laid out on slides.

Reading order: ``deck`` (which slides there are), a file a kind of slide, ``page`` (what fits on one, and what goes
on on the next), and ``fitting`` (how much room words take).
"""
