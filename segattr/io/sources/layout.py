"""What tells a tool's export from other files, and which of its columns is which field."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

Fields = Mapping[str, str]

OR: Final = " | "  # between headers of which the one further left is preferred
OPEN: Final = ""  # a field that none of the layout's columns holds, whatever they are called
_CURRENCY = re.compile(r"\s*\([A-Z]{3}\)$")


@dataclass(frozen=True)
class Layout:
    """One kind of export of a tool.

    Attributes
    ----------
    title : what the file is, with its article: ``a GA4 report``.
    has : headers it always carries, no two tools the same.
    either : of these it carries at least one; empty where `has` tells enough.
    role : the role it plays; empty where that depends on its rows.
    columns : role -> field -> its headers, parted by ``|``, the preferred one first.
    likely : the same, for fields no other column suits: a proposal to look at.
    notes : what its reader should know.
    millionths : headers of money in millionths of the currency whose name does not say so.

    Examples
    --------
    >>> Layout("a till's export", ("Till",), either=("Sum", "Total")).tells({"till": "Till", "sum": "Sum"})
    True
    """

    title: str
    has: tuple[str, ...]
    either: tuple[str, ...] = ()
    role: str = ""
    columns: Mapping[str, Fields] = field(default_factory=dict)
    likely: Mapping[str, Fields] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    millionths: tuple[str, ...] = ()

    def tells(self, headers: Mapping[str, str]) -> bool:
        """Whether a file with these headers, by their plain form, is such an export."""
        some = not self.either or any(plain(header) in headers for header in self.either)
        return some and all(plain(header) in headers for header in self.has)


@dataclass(frozen=True)
class Source:
    """A tool whose exports are recognised.

    Attributes
    ----------
    name : its key.
    tool : what people call it.
    layouts : its exports, the most particular first.
    """

    name: str
    tool: str
    layouts: tuple[Layout, ...]


@dataclass(frozen=True)
class Known:
    """A file that was recognised.

    Attributes
    ----------
    source : the tool it comes from.
    layout : which of the tool's exports it is.
    headers : plain form of each header -> the header as it stands in the file.
    """

    source: Source
    layout: Layout
    headers: Mapping[str, str]

    def columns(self, role: str, *, filled: Collection[str]) -> dict[str, str | None]:
        """Return field -> column, None for a field that must stay open.

        Parameters
        ----------
        role : the role the file plays.
        filled : columns with at least one cell; they go before empty ones.
        """
        return self._named(self.layout.columns.get(role, {}), filled)

    def likely(self, role: str, *, filled: Collection[str]) -> dict[str, str]:
        """Return field -> column for fields no other column suits."""
        named = self._named(self.layout.likely.get(role, {}), filled)
        return {name: column for name, column in named.items() if column is not None}

    def _named(self, fields: Fields, filled: Collection[str]) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for name, listed in fields.items():
            there = [self.headers[plain(h)] for h in listed.split(OR) if plain(h) in self.headers]
            if listed == OPEN:
                found[name] = None
            elif there:
                found[name] = next((column for column in there if column in filled), there[0])
        return found


def plain(header: str) -> str:
    """Return a header in the form signatures are compared in: no case, no currency at its end.

    Examples
    --------
    >>> plain("Amount spent (USD)"), plain("Nom de l’ensemble")
    ('amount spent', "nom de l'ensemble")
    """
    return " ".join(_CURRENCY.sub("", header.strip()).replace("’", "'").casefold().split())


def plain_headers(headers: Iterable[str]) -> dict[str, str]:
    """Return plain form -> header; of two alike the first.

    Examples
    --------
    >>> plain_headers(["Cost (EUR)", "cost"])
    {'cost': 'Cost (EUR)'}
    """
    forms: dict[str, str] = {}
    for header in headers:
        forms.setdefault(plain(header), header)
    return forms
