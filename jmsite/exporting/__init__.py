"""Hand maps on: the catalog becomes files that others read.

Reading order: ``table`` (which formats there are), ``selection`` (what is exported), ``content`` (entities as plain
values, without what this build may not show), and a file a format. Everything here is a function of the catalog.
"""
