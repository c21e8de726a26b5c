"""Whether columns make groups worth comparing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from segattr.checks.check import Check
from segattr.checks.evidence import Evidence
from segattr.checks.finding import Found
from segattr.checks.spellings import COUNTRIES, NOT_SET, spelling_groups
from segattr.checks.texts import counts, distinct, frequencies, is_text, one_of, rows_where, shown
from segattr.io.content import words_of

MOST_LABELS: Final = 500
MOST_GROUPS: Final = 60
ALWAYS_SAME: Final = 0.95
NEARLY_UNIQUE: Final = 0.9
LEAST_ROWS: Final = 100
A_COPY: Final = 0.98  # Cramér's V
COUNTRY: Final = frozenset(["country", "land", "pays", "countrycode", "countryregion"])


def dirty_labels(evidence: Evidence) -> Iterator[Found]:
    """Find groups of customers that are spelled in several ways."""
    for role in ("customers", "outcomes"):
        for name, values in evidence.dimensions(role):
            if not is_text(values) or len(counts(values)) > MOST_LABELS:
                continue
            aliases = COUNTRIES if "".join(words_of(name)) in COUNTRY else None
            groups = spelling_groups(frequencies(values), aliases=aliases)
            renamed = {
                text: texts[0] for form, texts in groups.items() if form != NOT_SET for text in texts[1:]
            }
            if renamed:
                rows = rows_where(values, one_of(renamed))
                new = next(iter(renamed.values()))
                some = [new, *(text for text, to in renamed.items() if to == new)]
                found = evidence.found(
                    role,
                    rows,
                    title=f"Groups of {name} are spelled in several ways, such as {shown(some, most=5)}: "
                    "each "
                    "counts as a group of its own.",
                    severity="medium",
                    column=name,
                )
                yield replace(found, renamed=renamed)


def useless_columns(evidence: Evidence) -> Iterator[Found]:
    """Find columns that cannot tell groups apart: one value for nearly all, or one each."""
    for role in ("customers", "outcomes"):
        for name, values in evidence.dimensions(role):
            if len(values) < LEAST_ROWS or not is_text(values):
                continue
            met = counts(values)
            if not len(met) or met.iloc[0] > ALWAYS_SAME * len(values):
                what = f"says “{met.index[0]}” in nearly all rows" if len(met) else "is empty"
                rows = rows_where(values, one_of(met.index[:1]))
            elif len(met) > NEARLY_UNIQUE * len(values):
                what, rows = f"has {len(met):,} different values", values.notna().to_numpy()
            else:
                continue
            yield evidence.found(
                role,
                rows,
                title=f"{name} of {role} {what}: it tells no groups apart.",
                severity="low",
                column=name,
            )


def copies(evidence: Evidence) -> Iterator[Found]:
    """Find pairs of columns that say the same."""
    for role in ("customers", "outcomes"):
        coded: dict[str, NDArray[np.int64]] = {}
        for name, values in evidence.dimensions(role):
            if is_text(values) and len(values) >= LEAST_ROWS and 2 <= len(counts(values)) <= MOST_GROUPS:
                coded[name] = distinct(values)[0] + 1
        for one, other in combinations(coded, 2):
            if _cramer(coded[one], coded[other]) > A_COPY:
                yield evidence.found(
                    role,
                    np.ones(len(coded[one]), dtype=bool),
                    title=f"{one} and {other} of {role} say the same of everybody: what looks like two "
                    "reasons is one.",
                    severity="low",
                    column=other,
                )


def _cramer(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """Return Cramér's V of two columns of codes, 0 where one of them is constant or finer."""
    width = int(other.max()) + 1
    cells = np.bincount(one * width + other, minlength=(int(one.max()) + 1) * width).reshape(-1, width)
    cells = cells[cells.sum(axis=1) > 0][:, cells.sum(axis=0) > 0].astype(float)
    smaller = min(cells.shape) - 1
    if not smaller or cells.shape[0] != cells.shape[1]:
        return 0.0
    expected = np.outer(cells.sum(axis=1), cells.sum(axis=0)) / cells.sum()
    q = float(((cells - expected) ** 2 / expected).sum())
    return float(np.sqrt(q / (cells.sum() * smaller)))


CHECKS: Final = (
    Check(
        "dirty_labels",
        "Are groups of customers spelled in several ways (DE, Germany, Deutschland)?",
        "medium",
        "Write each the way most rows do, after a look at what would become what.",
        ("segments",),
        dirty_labels,
        "rename",
    ),
    Check(
        "useless_columns",
        "Does an attribute say the same of nearly all, or something else of each?",
        "low",
        "Leave it out of what customers are compared by.",
        ("segments",),
        useless_columns,
        "drop_column",
    ),
    Check(
        "copies",
        "Do two attributes say the same?",
        "low",
        "Keep one of them.",
        ("segments",),
        copies,
        "drop_column",
    ),
)
