"""The version of qlint, in one place; apart from `qlint/__init__.py`, which another distribution could overwrite."""

__version__ = "0.1.0"
