"""Tell what changed: the changes between two states as text, Markdown, JSON and a page of their own.

Reading order: ``change_lines`` (changes in groups, each with its sentence), and a file a format, in the
order of ``table``.
"""
