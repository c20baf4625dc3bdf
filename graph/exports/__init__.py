"""The dataset as files: one module a format, one registry."""
