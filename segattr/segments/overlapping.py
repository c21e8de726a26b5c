"""Audiences that may overlap: a label for every combination of them, so that labels still add up."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Final, Literal, get_args

import narwhals.stable.v2 as nw

from segattr.reduce.door import lit, pick, whole

Mode = Literal["partition", "overlapping"]
MODES: Final[tuple[Mode, ...]] = get_args(Mode)
MOST_AUDIENCES: Final = 5  # of which 31 combinations can occur
TOGETHER: Final = " + "
ONLY: Final = "only "  # so that an audience's name means all of it, on every page


def combined(names: Sequence[str]) -> tuple[str, ...]:
    """Return every label that can occur: each audience alone, then two together, and so on.

    Examples
    --------
    >>> combined(["VIP", "Mail", "App"])[:4], combined(["VIP"])
    (('only VIP', 'only Mail', 'only App', 'VIP + Mail'), ('VIP',))
    """
    return tuple(_label(names, each) for each in _combinations(names))


def containing(names: Sequence[str], audience: str) -> tuple[str, ...]:
    """Return the labels of whoever is in an audience, be it alone (this label first) or in others too.

    Examples
    --------
    >>> containing(["VIP", "Mail"], "Mail")
    ('only Mail', 'VIP + Mail')
    """
    return tuple(_label(names, each) for each in _combinations(names) if audience in each)


def parts_of(names: Sequence[str], label: str) -> tuple[str, ...]:
    """Return the audiences that a label stands for; none for a label that is no combination of them.

    Examples
    --------
    >>> parts_of(["VIP", "Mail"], "VIP + Mail"), parts_of(["VIP", "Mail"], "everyone else")
    (('VIP', 'Mail'), ())
    """
    return next((each for each in _combinations(names) if _label(names, each) == label), ())


def together(names: Sequence[str], holds: Sequence[nw.Expr], others: str) -> nw.Expr:
    """Return the names of all that hold in a row, joined in order; ``others`` where none does."""
    said = [nw.when(each).then(lit(name)) for name, each in zip(names, holds, strict=True)]
    joined = nw.concat_str(*said, separator=TOGETHER, ignore_nulls=True)
    many = sum((pick(each, whole(1), whole(0)) for each in holds[1:]), pick(holds[0], whole(1), whole(0)))
    alone = nw.concat_str(lit(ONLY), joined) if len(names) > 1 else joined
    return pick(many == 0, lit(others), pick(many == 1, alone, joined))


def _label(names: Sequence[str], inside: Sequence[str]) -> str:
    only = ONLY if len(inside) == 1 < len(names) else ""
    return only + TOGETHER.join(inside)


def _combinations(names: Sequence[str]) -> list[tuple[str, ...]]:
    return [each for n in range(1, len(names) + 1) for each in combinations(names, n)]
