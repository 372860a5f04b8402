"""Verbs: the steps of a build, one public function per file."""
