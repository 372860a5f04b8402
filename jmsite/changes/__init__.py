"""The changes between two states of a portal: two catalogs → changes as values, and nothing of how they are shown.

Reading order: ``compare`` (``changes``, the door), ``matching`` (which entity was which), ``similarity`` (which are
alike where ids say nothing), ``statements`` (what an entity says, however it is written) and ``fields`` (how two of
these differ).

What is no change: the order of keys, where lines of prose break, markup, the file that something stands in.
"""
