"""Whether what is known of customers is kept up to date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

from segattr.checks.check import Check
from segattr.checks.evidence import Evidence
from segattr.checks.finding import Found
from segattr.io.content import words_of
from segattr.io.dates import read_dates
from segattr.words.numbers import many, share

UPDATED: Final = frozenset(
    ["updated", "modified", "changed", "lastupdate", "update", "aktualisiert", "modifié"]
)
SOMEBODY: Final = frozenset(["by", "from", "id", "owner", "user", "von", "par"])
TOO_OLD: Final = pd.Timedelta(days=365)
MOSTLY: Final = 0.5  # of the customers whose date can be read
READABLE: Final = 0.8  # of what is filled in; below, the column is no date
LEAST: Final = 20  # customers


def stale_customers(evidence: Evidence) -> Iterator[Found]:
    """Find that most customers were last brought up to date more than a year before the data end."""
    now = evidence.dataset.as_of
    if now is None:
        return
    for name, values in evidence.dimensions("customers"):
        words = {*words_of(name), "".join(words_of(name))}
        filled = int(values.notna().sum())
        if UPDATED.isdisjoint(words) or not SOMEBODY.isdisjoint(words) or filled < LEAST:
            continue
        moments = read_dates(values).moments()
        read = int(moments.notna().sum())
        old = (moments < now - TOO_OLD).to_numpy()
        if read >= READABLE * filled and old.sum() >= MOSTLY * read:
            yield evidence.found(
                "customers",
                old,
                title=f"{many(int(old.sum()), 'customer')} ({share(old.sum() / read)}) "
                f"{'was' if old.sum() == 1 else 'were'} last brought up to date more than a year before the "
                f"data end ({now:%Y-%m-%d}): what {name} belongs to may be out of date.",
                severity="low",
                column=name,
                of=read,
            )


CHECKS: Final = (
    Check(
        "stale_customers",
        "Is what is known of most customers older than a year?",
        "low",
        "Export the customers again, or split by what was seen in the data rather than by old attributes.",
        ("segments",),
        stale_customers,
    ),
)
