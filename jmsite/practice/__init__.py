"""Look at a catalog as an experienced journey mapper would: one small function a rule, all of them in one table."""
