"""Print documents to PDF and pictures, by the Chromium of the machine: the door to it, and what is asked of it."""
