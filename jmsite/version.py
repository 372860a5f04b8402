"""The version of jmsite: the one place that says it."""

VERSION = "0.1.0"
