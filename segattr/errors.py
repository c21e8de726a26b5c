"""Every way segattr says no: one tree, so that one ``except`` catches it and one sentence explains it.

::

    SegattrError
     ├─ FileRefused        the file cannot be read at all, or holds no readable row
     ├─ MissingColumn      a table lacks a column it needs
     ├─ AmbiguousDates     day and month cannot be told apart, and nobody said which comes first
     ├─ UnreadableValues   a column is there but its values are not what the field holds
     ├─ UnknownName        a model, column, role or setting that does not exist
     ├─ BadSetting         a setting outside its range
     └─ UnsuitableData     the data are fine but cannot answer this question

Messages are for the person who uploaded the file: what was found, where, what was expected, what to do.
"""

from __future__ import annotations


class SegattrError(ValueError):
    """Base of every error segattr raises on purpose; its text can be shown to a user as it stands.

    Parameters
    ----------
    message : what was found, where, what was expected and what to do, in the user's words.
    **facts : the same facts for code (``table``, ``column``, ``setting`` …), readable as attributes.

    Examples
    --------
    >>> SegattrError("orders.csv is empty.", table="conversions").facts
    {'table': 'conversions'}
    """

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.facts = facts


class FileRefused(SegattrError):
    """The file is missing, empty, a folder, of an unknown format, damaged, or without one readable row."""


class MissingColumn(SegattrError):
    """A table has no column for a field it needs (``table``, ``column``, ``found``)."""


class AmbiguousDates(SegattrError):
    """Every date reads both as day/month and as month/day (``table``, ``column``, ``setting``)."""


class UnreadableValues(SegattrError):
    """A column's values are not what its field holds (``table``, ``column``, ``examples``)."""


class UnknownName(SegattrError):
    """A name that does not exist was asked for (``name``, ``known``)."""


class BadSetting(SegattrError):
    """A setting lies outside its range (``setting``, ``value``)."""


class UnsuitableData(SegattrError):
    """The data are readable but cannot answer this question, and the message says which data could."""
