"""Whether app installs are delivered twice, and attributions dated when they cannot have been."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from segattr.checks.check import Check
from segattr.checks.evidence import DAY, Evidence, micros
from segattr.checks.finding import Found, Mask
from segattr.checks.texts import told
from segattr.data.app_instances import Owners, instances
from segattr.data.app_names import ATTRIBUTED, INSTALL
from segattr.data.install_touches import has_touches, last_touches
from segattr.data.installs import InstallRule

MANY_EARLY: Final = 0.1  # of the attributions; fewer may be clocks that are minutes apart


def installs_twice(evidence: Evidence) -> Iterator[Found]:
    """Find installs delivered more than once: by the app and by a server, or sent again."""
    events = evidence.app_events
    if events is None:
        return
    delivered = events[events["kind"] == INSTALL].reset_index(drop=True)
    place = instances(delivered)
    moments = micros(delivered["ts"])
    first = pd.Series(moments).groupby(place).transform("min").to_numpy()
    soon = (moments - first) / DAY <= InstallRule().same_days
    again = pd.Series(place).duplicated().to_numpy() & soon
    rows = _rows(evidence, delivered[again])
    if rows.any():
        yield evidence.found(
            "events",
            rows,
            title=f"{told(rows, 'row', of='events', verb='deliver')} an app install once more: counted by "
            f"rows there would be {len(delivered):,} installs, and there are {len(np.unique(place)):,} app "
            "instances.",
            severity="medium",
            column="event",
            of=len(delivered),
        )


def attributed_too_early(evidence: Evidence) -> Iterator[Found]:
    """Find attributions dated before the install, and touches credited with one that came after it."""
    events = evidence.app_events
    if events is not None and (events["kind"] == ATTRIBUTED).any():
        given = events[events["kind"] == ATTRIBUTED].reset_index(drop=True)
        rows = _rows(evidence, given[_early(events, given)])
        if rows.any():
            yield evidence.found(
                "events",
                rows,
                title=f"{told(rows, 'row', of='events', verb='are')} attributions dated before their "
                "install: they credit nothing, and the install counts as organic or unattributed.",
                severity="high" if rows.sum() >= MANY_EARLY * len(given) else "medium",
                column="ts",
                of=len(given),
            )
    yield from _late_touches(evidence)


def _late_touches(evidence: Evidence) -> Iterator[Found]:
    table = evidence.rows("conversions")
    if not len(table) or not has_touches(table):
        return
    late = (last_touches(table) > table["ts"]).to_numpy()
    if late.any():
        yield evidence.found(
            "conversions",
            late,
            title=f"{told(late, 'row', of='conversions', verb='have')} an attributed touch later than the "
            "event it is credited with: it cannot earn it.",
            severity="high" if late.mean() >= MANY_EARLY else "medium",
            column="ts",
        )


def _early(events: pd.DataFrame, given: pd.DataFrame) -> Mask:
    delivered = events[events["kind"] == INSTALL].reset_index(drop=True)
    place = instances(delivered)
    since = delivered.groupby(place)["ts"].min()
    owners = Owners.of(delivered, place, since, events)
    of = owners.place(given)
    return np.asarray((of >= 0) & (micros(given["ts"]) < micros(pd.Series(since))[of]))


def _rows(evidence: Evidence, events: pd.DataFrame) -> Mask:
    found = np.zeros(len(evidence.rows("events")), dtype=bool)
    found[events["row"].to_numpy(dtype=np.int64)] = True
    return found


CHECKS: Final = (
    Check(
        "installs_twice",
        "Are app installs delivered more than once, by the app itself and from server to server?",
        "medium",
        "Installs are counted once per app instance in Averages → Funnel; leave the repeats out if you count "
        "events elsewhere.",
        ("segments",),
        installs_twice,
        "leave_out",
    ),
    Check(
        "attributed_too_early",
        "Do attributions of installs come before the install, or credited touches after it?",
        "high",
        "Check the time zones and clocks of the app and of the attribution provider.",
        ("attribution", "cost"),
        attributed_too_early,
    ),
)
