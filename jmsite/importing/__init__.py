"""Read the maps that people have, and write them as content.

Reading order: ``recognise`` (which format it is), a file per format (bytes → ``draft``), ``write`` (draft → content
files), ``import_report`` (what was taken, changed and left out). Everything but the command itself is a function of
bytes.
"""
