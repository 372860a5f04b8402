"""The language server: what `check` says while somebody types, and what an editor asks about fields and ids."""
