"""Columns of names where nearly every touch has its own: what differs per click, and the names without it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

import pandas as pd

from segattr.checks.check import Check
from segattr.checks.evidence import Evidence
from segattr.checks.finding import MOST_EXAMPLES, Found
from segattr.checks.texts import counts, frequencies, is_text, renamed
from segattr.words.audit import SPELLED
from segattr.words.numbers import many

NAMED: Final = ("channel", "source", "medium", "campaign")
AS_MANY_AS_ROWS: Final = 0.5
LEAST_ROWS: Final = 1_000
ROWS_OF_AN_ID: Final = 10  # a click has one, a person a few; what stands in more rows is part of a name
MOST_TEXTS: Final = 500_000  # different ones taken apart; a few seconds
NOTHING_LEFT: Final = "(not set)"
_SIGNS: Final = r"\s_\-–|/:;,+~?&=#()\[\]{}<>"
_UUID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_PIECE: Final = re.compile(rf"([{_SIGNS}]*)({_UUID}|[^{_SIGNS}]+)", re.IGNORECASE)
_ODD: Final = re.compile(r"[\d@]")
_ENDS: Final = " \t\r\n_-–|/:;,+~?&=#()[]{}<>"


def endless_names(evidence: Evidence) -> Iterator[Found]:
    """Find columns of names where nearly every row has its own."""
    for name in NAMED:
        values = evidence.column("touchpoints", name)
        if values is None or len(values) < LEAST_ROWS:
            continue
        met, most = len(counts(values)), AS_MANY_AS_ROWS * int(values.notna().sum())
        if met > most:
            shorter = names_without_ids(values) if is_text(values) and met <= MOST_TEXTS else {}
            left = len(counts(renamed(values, shorter)))
            told = f"; without it there would be {many(left, 'value')}" if left <= most else ""
            found = evidence.found(
                "touchpoints",
                values.notna(),
                title=f"{name.capitalize()} has {met:,} different values in {len(values):,} touches: an id "
                f"of the click or the person stands where a name should{told}.",
                severity="high",
                column=name,
            )
            yield _before_and_after(found, shorter) if told else replace(found, fixable=False)


def names_without_ids(values: pd.Series) -> dict[str, str]:
    """Return each name that carries an id of a click or a person, and the name without it.

    Parameters
    ----------
    values : names; signs such as ``-``, ``_``, ``/`` and spaces part them into pieces.

    Returns
    -------
    dict : of names that carry an id; ``(not set)`` where nothing but the id stood there.

    Notes
    -----
    An id is a piece with a digit or an @ that stands in at most ten rows. A year stays, as it stands in many;
    so does an id of letters only. The number of a campaign that was hardly used goes too.

    Examples
    --------
    >>> names = pd.Series(["spring-2026-8f3"] + ["spring-2026"] * 10 + ["77"])
    >>> names_without_ids(names)
    {'77': '(not set)', 'spring-2026-8f3': 'spring-2026'}
    """
    met = frequencies(values)
    ids = _rare(met, met.values())
    new = {text: _without(text, ids) for text in met}
    return {text: name for text, name in new.items() if name != text}


def stripped(evidence: Evidence, column: str) -> dict[str, pd.DataFrame]:
    """Return the tables with the names of a column of the touchpoints without the ids in them."""
    touches = evidence.rows("touchpoints")
    names = renamed(touches[column], names_without_ids(touches[column]))
    return dict(evidence.dataset.tables) | {"touchpoints": touches.assign(**{column: names})}


def _rare(texts: Iterable[str], n_rows: Iterable[int]) -> frozenset[str]:
    """Return the pieces with a digit or an @ that stand in so few rows that they are ids."""
    held: Counter[str] = Counter()
    for text, rows in zip(texts, n_rows, strict=True):
        for _, piece in _PIECE.findall(text):
            held[piece] += rows
    return frozenset(
        piece for piece, rows in held.items() if rows <= ROWS_OF_AN_ID and _ODD.search(piece) is not None
    )


def _without(text: str, ids: frozenset[str]) -> str:
    left = _PIECE.sub(lambda met: "" if met[2] in ids else met[0], text)
    return text if left == text else left.strip(_ENDS) or NOTHING_LEFT


def _before_and_after(found: Found, shorter: dict[str, str]) -> Found:
    some = [dict(zip(SPELLED, pair, strict=True)) for pair in [*shorter.items()][:MOST_EXAMPLES]]
    return replace(found, finding=replace(found.finding, examples=tuple(some)))


CHECKS: Final = (
    Check(
        "endless_names",
        "Has nearly every touch its own campaign, source or channel name?",
        "high",
        "Choose another column for it on the Data page, or take the id out of the tag. Where a fix is "
        "offered, it takes out each piece with a digit or an @ that stands in ten touches or fewer.",
        ("attribution", "cost"),
        endless_names,
        "strip",
    ),
)
