"""Whether the tables speak of the same customers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd
from scipy.special import chdtrc

from segattr.checks.check import Check
from segattr.checks.evidence import Evidence
from segattr.checks.finding import QUESTIONS, Found
from segattr.checks.lost_zeros import loss_of
from segattr.checks.texts import distinct, is_text
from segattr.statistics.multiplicity import holm
from segattr.words.numbers import many, percent, share

FEW_FOUND: Final = 0.5
SOME_FOUND: Final = 0.8
OTHER_SPELLING: Final = 0.01  # of the customers who convert
LEVEL: Final = 0.05
UNEVEN: Final = 0.1  # difference of the shares found
LEAST_GROUP: Final = 50  # conversions
MOST_GROUPS: Final = 50
SIDES: Final = ("touchpoints", "customers")


def match_rate(evidence: Evidence) -> Iterator[Found]:
    """Find how many of those who convert the other tables do not know."""
    people = evidence.people("conversions")
    for role in SIDES:
        if not len(evidence.people(role)) or not (people >= 0).any():
            continue
        missing = (people >= 0) & ~evidence.of("conversions", evidence.known(role))
        who = np.unique(people[people >= 0])
        found = float(evidence.known(role)[who].mean())
        if found < SOME_FOUND:
            yield evidence.found(
                "conversions",
                missing,
                title=f"Only {percent(found)} of the {len(who):,} customers who convert are found in {role}: "
                f"{many(int(missing.sum()), 'conversion')} cannot be placed.",
                severity="blocker" if found < FEW_FOUND else "high",
                column=f"customer_id in {role}",
            )


def id_spelling(evidence: Evidence) -> Iterator[Found]:
    """Find customers who are the same once case, spaces and leading zeros are left aside."""
    people = evidence.people("conversions")
    if not (people >= 0).any():
        return
    codes, _ = pd.factorize(_form(evidence))
    who = np.unique(people[people >= 0])
    for role in SIDES:
        known = evidence.known(role)
        loosely = np.isin(codes, codes[known])
        gained = loosely & ~known
        if gained[who].mean() >= OTHER_SPELLING:
            rows = evidence.of("conversions", gained)
            yield evidence.found(
                "conversions",
                rows,
                title=f"{many(int(gained[who].sum()), 'customer')} who convert "
                f"({percent(gained[who].mean())}) are in "
                f"{role} under the same id spelled otherwise: capitals, spaces or leading zeros differ.",
                severity="high",
                column=f"customer_id in {role}",
            )


def _form(evidence: Evidence) -> pd.Series:
    """Return the ids without what differs; zeros a whole file lost are `lost_zeros`' business."""
    if any(loss_of(evidence, role) is not None for role in ("conversions", *SIDES)):
        return evidence.ids.str.strip().str.lower()
    return same_form(evidence.ids)


def same_form(ids: pd.Series) -> pd.Series:
    """Return ids without what a tool may add or take: spaces, capitals, leading zeros.

    Examples
    --------
    >>> same_form(pd.Series([" A@b.de", "007"])).tolist()
    ['a@b.de', '7']
    """
    plain = ids.str.strip().str.lower()
    return plain.mask(plain.str.fullmatch(r"\d+"), plain.str.lstrip("0").replace("", "0"))


def uneven_match(evidence: Evidence) -> Iterator[Found]:
    """Find columns of customers whose groups are found in the touchpoints to different degrees."""
    people, touched = evidence.people("conversions"), evidence.known("touchpoints")
    if not (len(people) and touched.any()):
        return
    homes = np.full(len(evidence.ids) + 1, -1)
    homes[evidence.people("customers")] = np.arange(len(evidence.people("customers")))
    place = homes[people]
    asked = {}
    for name, values in evidence.dimensions("customers"):
        if is_text(values):
            table = _found_by_group(
                np.append(distinct(values)[0], -1)[place], evidence.of("conversions", touched)
            )
            if table is not None:
                asked[name] = table
    sure = holm([p for _, p, _ in asked.values()])
    for place_in, (name, (gap, _, group)) in enumerate(asked.items()):
        if sure[place_in] < LEVEL and gap >= UNEVEN:
            label = distinct(evidence.rows("customers")[name])[1].iloc[group]
            codes = np.append(distinct(evidence.rows("customers")[name])[0], -1)[place]
            rows = (codes == group) & ~evidence.of("conversions", touched)
            yield evidence.found(
                "conversions",
                rows,
                title=f"By {name}, the share of conversions with a touchpoint differs by {share(gap)} "
                "between groups; "
                f"“{label}” is found least. Credit compared between these groups is biased.",
                severity="high",
                column=name,
                of=int((codes == group).sum()),
            )


def _found_by_group(codes: np.ndarray, found: np.ndarray) -> tuple[float, float, int] | None:
    """Return the widest difference, its p-value by chi square, and the group found least."""
    there = codes >= 0
    n = np.bincount(codes[there])
    x = np.bincount(codes[there], found[there], minlength=len(n))
    groups = np.flatnonzero(n >= LEAST_GROUP)
    if not 2 <= len(groups) <= MOST_GROUPS:
        return None
    rates = x[groups] / n[groups]
    pooled = x[groups].sum() / n[groups].sum()
    if not 0 < pooled < 1:
        return None
    q = float((n[groups] * (rates - pooled) ** 2).sum() / (pooled * (1 - pooled)))
    return float(np.ptp(rates)), float(chdtrc(len(groups) - 1, q)), int(groups[rates.argmin()])


CHECKS: Final = (
    Check(
        "match_rate",
        "Are those who convert found in the touchpoints, and in the customers?",
        "blocker",
        "Choose a column both files share as Customer on the Data page, or load the rest of the file that "
        "is short.",
        QUESTIONS,
        match_rate,
    ),
    Check(
        "id_spelling",
        "Are customers the same once capitals, spaces and leading zeros of their ids are left aside?",
        "high",
        "Write all ids in one form.",
        QUESTIONS,
        id_spelling,
        "same_form",
    ),
    Check(
        "uneven_match",
        "Do some groups of customers have far fewer conversions with a touchpoint than others?",
        "high",
        "Compare credit between these groups only with this in mind; find out why the tool sees them less.",
        ("segments", "attribution"),
        uneven_match,
    ),
)
