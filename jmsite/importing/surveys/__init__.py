"""Read exports of survey and analytics tools, and make metrics of them.

Reading order: ``families`` (whose export it is, by its header), a file per family (table → ``Export``), ``measures``
(which columns are answers, and of what kind), ``privacy`` (which columns are about people), ``metric`` (export → a
metric file, a table without personal data, and what was done on the way). All of it is functions of values.
"""
