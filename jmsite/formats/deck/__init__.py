"""Decks of slides: what is on them (``model``), how they look (``master``), and the file (``powerpoint``, the door).

All measures are points, from the top left of a slide; in a deck that runs from right to left they are mirrored as it
is written, so that nobody else has to think of that.
"""
