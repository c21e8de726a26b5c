"""Whether things happened when they can have happened, and in an order that makes sense."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from segattr.checks.check import Check
from segattr.checks.evidence import DAY, Evidence, micros
from segattr.checks.finding import QUESTIONS, Found
from segattr.checks.texts import told

FIRST_BELIEVED: Final = pd.Timestamp("2000-01-01", tz="UTC")
DAY_ZERO: Final = pd.Timestamp("1970-01-01", tz="UTC")
MOSTLY: Final = 0.5
SOME_EARLY: Final = 0.01  # of the conversions
MANY_EARLY: Final = 0.1
SOME_OLD: Final = 0.1  # of the conversions; people do take their time


def future_dates(evidence: Evidence) -> Iterator[Found]:
    """Find rows dated after today."""
    for role, moments in evidence.dated():
        late = (moments > evidence.today).to_numpy()
        if late.any():
            yield evidence.found(
                role,
                late,
                title=f"{told(late, 'row', of=role, verb='are')} dated in the future, up "
                f"to {moments.max():%Y-%m-%d}: “today” and every relative date shift with them.",
                severity="high",
                column="ts",
            )


def early_dates(evidence: Evidence) -> Iterator[Found]:
    """Find rows dated before 2000, as cells misread or left at the computer's day zero are."""
    for role, moments in evidence.dated():
        early = (moments < FIRST_BELIEVED).to_numpy()
        if early.mean() > MOSTLY:  # data of the last century: only the computer's day zero is odd
            early = ((moments >= DAY_ZERO) & (moments < DAY_ZERO + pd.Timedelta(days=2))).to_numpy()
        if early.any():
            yield evidence.found(
                role,
                early,
                title=f"{told(early, 'row', of=role, verb='are')} dated before 2000, from "
                f"{moments.min():%Y-%m-%d} on: such dates stand for “no date”.",
                severity="high",
                column="ts",
            )


def ordered_before_known(evidence: Evidence) -> Iterator[Found]:
    """Find conversions dated before the customer was created."""
    created = evidence.column("customers", "created_ts")
    people = evidence.people("conversions")
    if created is None or not len(people):
        return
    since = np.full(len(evidence.ids) + 1, np.iinfo(np.int64).min)
    since[evidence.people("customers")] = np.where(created.isna(), since[-1], micros(created))
    since[-1] = np.iinfo(np.int64).min
    moments = micros(evidence.rows("conversions")["ts"])
    early = moments // DAY < since[people] // DAY
    if early.mean() >= SOME_EARLY:
        yield evidence.found(
            "conversions",
            early,
            title=f"{told(early, 'conversion', verb='are')} dated before the day their "
            "customer was created: one of the two dates means something else.",
            severity="high" if early.mean() >= MANY_EARLY else "medium",
            column="ts",
        )


def only_later_touches(evidence: Evidence) -> Iterator[Found]:
    """Find conversions whose customer was touched only afterwards."""
    late = np.isnan(evidence.days_since_touch) & _touched(evidence)
    if len(late) and late.mean() >= SOME_EARLY:
        yield evidence.found(
            "conversions",
            late,
            title=f"{told(late, 'conversion')} came before the first touch of "
            "their customer: no channel can earn them.",
            severity="high" if late.mean() >= MANY_EARLY else "medium",
            column="ts",
        )


def touches_too_old(evidence: Evidence) -> Iterator[Found]:
    """Find conversions whose last touch is further back than the lookback window reaches."""
    days = evidence.days_since_touch
    old = days > evidence.lookback_days
    if len(old) and old.mean() >= SOME_OLD:
        yield evidence.found(
            "conversions",
            old,
            title=f"{told(old, 'conversion')} had their last touch more than "
            f"{evidence.lookback_days:g} days before: the lookback window is too short for them.",
            severity="high",
            column="ts",
        )


def _touched(evidence: Evidence) -> np.ndarray:
    return evidence.of("conversions", evidence.known("touchpoints"))


CHECKS: Final = (
    Check(
        "future_dates",
        "Are rows dated in the future?",
        "high",
        "Check the order of day and month; leave the rows out if the dates are simply wrong.",
        QUESTIONS,
        future_dates,
        "leave_out",
    ),
    Check(
        "early_dates",
        "Are rows dated before 2000, as empty dates and misread numbers are?",
        "high",
        "Leave these rows out, or correct the dates in the file.",
        QUESTIONS,
        early_dates,
        "leave_out",
    ),
    Check(
        "ordered_before_known",
        "Do conversions come before the day their customer was created?",
        "high",
        "Find out what the two dates mean: a CRM may date a customer by the day of its import. If they are "
        "simply wrong, leave these customers out, with all their touches, conversions and revenue.",
        ("segments", "value"),
        ordered_before_known,
        "leave_people",
    ),
    Check(
        "only_later_touches",
        "Do conversions come before the first touch of their customer?",
        "high",
        "Load touchpoints from earlier on; if the times differ by hours only, the files are in different "
        "time zones. Their journeys are empty; left out, these conversions and their revenue count nowhere, "
        "and who did not convert again counts as not converted.",
        ("attribution",),
        only_later_touches,
        "leave_out",
    ),
    Check(
        "touches_too_old",
        "Is the last touch before many conversions further back than the lookback window reaches?",
        "high",
        "Try a longer lookback window on the Attribution page.",
        ("attribution",),
        touches_too_old,
    ),
)
