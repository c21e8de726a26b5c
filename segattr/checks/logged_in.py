"""Whether people who were known when they touched something are missing where they should be listed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from segattr.checks.check import Check
from segattr.checks.evidence import Evidence
from segattr.checks.finding import Found
from segattr.checks.texts import shown
from segattr.words.numbers import many, share

LEAST: Final = 20  # ids of a form, below which nothing can be said of it
LISTED: Final = 0.5  # of the ids of a form: from here on it is the form of people who are known
ANONYMOUS: Final = 0.05  # of the ids of a form: up to here it is one of browsers or devices
SHORT, LONG = 8, 20  # letters: shorter ids vary in length, longer ones begin with anything
MANY: Final = 0.05  # of the ids of a known form


def missing_people(evidence: Evidence) -> Iterator[Found]:
    """Find touches of ids that look like those of listed customers, and are listed nowhere.

    Told apart by form: where one form of id is nearly never listed (a browser's), and another mostly is (a
    customer's), an id of the latter that is not listed was lost on the way.
    """
    if evidence.dataset.customers is None or evidence.dataset.touchpoints is None:
        return
    touched, listed = evidence.known("touchpoints"), evidence.known("customers")
    nowhere = touched & ~listed & ~evidence.known("conversions")
    if nowhere.sum() < LEAST:
        return
    forms = forms_of(evidence.ids)
    ids = pd.DataFrame({"form": forms[touched], "listed": listed[touched], "nowhere": nowhere[touched]})
    grouped = ids.groupby("form")
    told = grouped.agg(ids=("listed", "size"), listed=("listed", "mean"), nowhere=("nowhere", "sum"))
    told = told[told["ids"] >= LEAST]
    if not (told["listed"] <= ANONYMOUS).any():
        return  # nobody is anonymous by the look of it, so whoever is not listed may be
    known = told[(told["listed"] >= LISTED) & (told["nowhere"] >= np.maximum(MANY * told["ids"], LEAST))]
    lost = nowhere & np.isin(forms, known.index.to_numpy())
    if lost.any():
        n = int(lost.sum())
        yield evidence.found(
            "touchpoints",
            evidence.of("touchpoints", lost),
            title=f"{many(n, 'id')} in the touchpoints ({share(n / int(known['ids'].sum()))} of those of "
            "this form) look like customers' ids and stand in no other file, such as "
            f"{shown(list(evidence.ids[lost][:3]), most=2)}.",
            severity="medium",
            column="customer_id",
        )


def forms_of(ids: pd.Series) -> np.ndarray:
    """Return a number per id, the same for ids that look alike: their first letters, length, and signs.

    Examples
    --------
    >>> forms_of(pd.Series(["C001", "C002", "anon-1f", "7"])).tolist()
    [0, 0, 1, 2]
    """
    length = ids.str.len()
    begins = ids.str.extract(r"^([^\W\d_]{0,8})", expand=False).where(length < LONG, "")
    length = length.where(length >= SHORT, 0).astype("int64")
    signs = ids.str.contains("@", regex=False).astype("int64") * 2 + ids.str.isdigit().astype("int64")
    return np.asarray(pd.MultiIndex.from_arrays([begins, length, signs]).factorize()[0])


CHECKS: Final = (
    Check(
        "missing_people",
        "Do people who were known when they touched something stand in no other file?",
        "medium",
        "Look at a few of these ids where they were given out: deleted customers, another shop or a test "
        "system, or an export of customers that is not whole.",
        ("segments", "attribution"),
        missing_people,
    ),
)
