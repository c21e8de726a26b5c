"""Which columns were known before the outcome, and which are the outcome by another name, or came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
import pandas as pd

from segattr.averages.units import COUNTS, Units
from segattr.io.content import words_of
from segattr.statistics.association import bias_corrected_v
from segattr.statistics.counts import Array

Standing = Literal["before", "afterwards", "outcome"]

OUTCOME_ITSELF: Final = 0.9  # bias-corrected V
MISSED: Final = 20.0  # people expected not to convert, and every one did: that is how a consequence looks
COLUMNS: Final = ("dimension", "standing", "why")
LATER: Final = frozenset(
    (
        *(
            "status",
            "reason",
            "duration",
            "dwell",
            "bounce",
            "bounces",
            "exit",
            "exits",
            "pages",
            "pageviews",
        ),
        *("pagevalues", "cart", "basket", "checkout", "coupon", "voucher", "refund", "refunded", "returned"),
        *(
            "cancelled",
            "canceled",
            "cancellation",
            "churn",
            "churned",
            "paid",
            "delivered",
            "closed",
            "won",
            "lost",
        ),
        *("ltv", "clv", "cltv", "lifetime", "lifecycle", "rfm", "recency", "frequency", "monetary"),
        *("latest", "last", "assigned", "outcome", "result", "resolution"),
    )
)
"""Words of names that are written down when the outcome is known, or after."""
TOGETHER: Final = (("page", "values"), ("page", "value"), ("booking", "changes"), ("total", "charges"))
EARLIER: Final = frozenset(("previous", "prior", "past", "former", "before", "payment"))
"""Words that say a column tells of an earlier time, whatever else it is called."""


def is_outcome_itself(units: Units, dim: str) -> bool:
    """Whether a column says who converted: a status, a value tier, whatever was made from the outcome."""
    people, converters = _counts(units, dim)
    total = people.sum()
    rate = float(converters.sum() / total) if total else 0.0
    if not 0 < rate < 1:
        return False
    q = float(((converters - people * rate) ** 2 / people).sum() / (rate * (1 - rate)))
    return bias_corrected_v(q, people=float(total), segments=len(people)) > OUTCOME_ITSELF


def standings(units: Units, dims: Sequence[str] | None = None) -> pd.DataFrame:
    """Return which columns were there before the outcome, as far as names and figures tell.

    Returns
    -------
    DataFrame ``dimension, standing, why``: ``outcome`` (the outcome itself: left out of every search),
    ``afterwards`` (may have come about with the outcome or after it: no comparison is adjusted for it, and a
    finding made of it says so) or ``before``; ``why`` is empty there.

    Notes
    -----
    A guess. Only who knows how a column came about can tell; a column that is a consequence of converting
    splits well and explains nothing, and holding it equal hides real differences.

    References
    ----------
    Rosenbaum (1984), The consequences of adjustment for a concomitant variable that has been affected by the
    treatment, JRSS A 147:656. doi:10.2307/2981697

    Examples
    --------
    >>> labels = {name: pd.Categorical(["a", "b"] * 50) for name in ("device", "pages viewed")}
    >>> who = Units(pd.RangeIndex(100), labels, {"people": np.ones(100), "converters": np.zeros(100)})
    >>> standings(who)["standing"].tolist()
    ['before', 'afterwards']
    """
    rows = [(name, *_standing(units, name)) for name in (units.labels if dims is None else dims)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def afterwards_of(units: Units, dims: Sequence[str] | None = None) -> tuple[str, ...]:
    """Return the columns that may have come about with the outcome or after it, or are the outcome."""
    found = standings(units, dims)
    return tuple(found["dimension"][found["standing"] != "before"])


def is_later(name: str) -> str:
    """Return the words of a name that say it is written down with the outcome or after; empty for none.

    Examples
    --------
    >>> is_later("reservation_status_date"), is_later("previous_cancellations")
    ('status', '')
    """
    words = words_of(name)
    if not EARLIER.isdisjoint(words):
        return ""
    found = [word for word in words if word in LATER]
    found += [" ".join(pair) for pair in TOGETHER if set(pair) <= set(words)]
    return found[0] if found else ""


def _standing(units: Units, name: str) -> tuple[Standing, str]:
    if is_outcome_itself(units, name):
        return "outcome", "It says who converted."
    later = is_later(name)
    if later:
        return "afterwards", f"“{later}” in its name is usually known only with the outcome."
    people, converters = _counts(units, name)
    rate = float(converters.sum() / people.sum()) if people.sum() else 0.0
    if ((converters == people) & (people * (1 - rate) >= MISSED)).any():
        return "afterwards", "Everybody with one of its values converted."
    return "before", ""


def _counts(units: Units, dim: str) -> tuple[Array, Array]:
    labels = units.labels[dim]
    codes, size = labels.codes.astype(np.int64), len(labels.categories)
    people, converters = (
        np.bincount(codes, units.amounts[name], minlength=size).astype(np.float64) for name in COUNTS
    )
    return people[people > 0], converters[people > 0]
