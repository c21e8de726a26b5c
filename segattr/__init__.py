"""segattr: segment attribution for people with spreadsheets."""

__version__ = "0.1.0"
