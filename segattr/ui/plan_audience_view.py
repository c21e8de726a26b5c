"""The figures of the Audiences part: the list, what speaks against it, and what a control can show.

Nothing here draws.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Final

import numpy as np
import pandas as pd

from segattr.averages.cells import COUNTS, cells_of, summed
from segattr.averages.rates import require_rates
from segattr.checks.lights import lights
from segattr.errors import SegattrError
from segattr.plan.audiences import Audience, audience, people_of, traits_offered
from segattr.plan.calls import Call, audience_calls, install_calls, to_json
from segattr.plan.confirmed import Doubt, doubts
from segattr.plan.control import Control
from segattr.plan.hashed import Contacts, contacts, match_list
from segattr.plan.installs import credited_installs
from segattr.plan.readback import WORTH_SEEING
from segattr.segments.audiences import belongs, whole
from segattr.segments.rules import Rules
from segattr.segments.segment import segment
from segattr.statistics.power import detectable_difference, people_per_group
from segattr.ui import store
from segattr.ui.plan_view import View
from segattr.ui.text import esc
from segattr.words import plan_audiences as words

SEGMENT: Final = "(segment)"
LONGEST_NAME: Final = 60  # characters of a file's name


def offered(now: View) -> list[str]:
    """Return the segments there are, the largest first, everyone else last; audiences that overlap whole."""
    by_label = now.labels.value_counts().rename_axis("segment").reset_index(name="people")
    rows = _with_whole(by_label, overlapping(now))
    rows = rows.assign(rest=rows["segment"] == getattr(now.rule, "others", None))
    rows = rows[rows["people"] > 0].sort_values(["rest", "people"], ascending=[True, False], kind="stable")
    return [str(name) for name in rows["segment"]]


def overlapping(now: View) -> Rules | None:
    """Return the set in use if its audiences may overlap, else None."""
    rule = now.rule
    return rule if isinstance(rule, Rules) and rule.overlapping else None


def in_others(now: View, of: str) -> int:
    """Return how many of an audience's people are in another audience too."""
    rule = overlapping(now)
    several = belongs(rule, of)[1:] if rule is not None else ()  # the first is this audience alone
    return int(now.labels.value_counts().reindex(list(several)).sum())


def chosen(now: View) -> Audience:
    """Return the audience the visitor asks for; of the largest segment where nothing was said."""
    names = offered(now)
    of = now.plan.audience if now.plan.audience in names else names[0]
    also = belongs(now.rule, of) if now.rule is not None else ()
    control = Control(now.plan.control)
    return audience(now.dataset, now.labels, of, name=now.plan.called, control=control, also=also)


def counted(now: View) -> pd.DataFrame:
    """Return ``segment, people, converters``; empty where the data do not say who converted.

    Audiences that overlap stand whole, so they add up to more than everybody.
    """
    by_label = _by_label(now)
    return _with_whole(by_label, overlapping(now)) if len(by_label) else by_label


def _with_whole(by_label: pd.DataFrame, rule: Rules | None) -> pd.DataFrame:
    """Return counts by label with those of combinations put together to their audiences."""
    if rule is None:
        return by_label
    rest = by_label[~by_label["segment"].isin(list(rule.labels_in_order[:-1]))]
    return pd.concat([whole(by_label, rule), rest], ignore_index=True)


def _by_label(now: View) -> pd.DataFrame:
    def work() -> pd.DataFrame:
        try:
            require_rates(now.dataset)
            units = store.units(now.dataset.key)
        except SegattrError:
            return pd.DataFrame(columns=["segment", *COUNTS])
        labels = segment(now.dataset, now.by) if now.by else now.labels
        cells = summed(cells_of(units, {SEGMENT: labels}), (SEGMENT,))
        return cells[[SEGMENT, *COUNTS]].rename(columns={SEGMENT: "segment"}).astype({"segment": "str"})

    return store.kept(("plan.counted", now.dataset.key, now.by), work)


def doubt(now: View, found: Audience) -> Doubt:
    """Return what speaks against the audience's segment."""
    of = str(found.rows["segment"].iloc[0])
    if now.by_orders or not now.by:
        return "small" if len(found.rows) < 30 else ""
    everybody = _by_label(now)[list(COUNTS)].sum()
    return doubts(counted(now), everybody=(float(everybody.iloc[0]), float(everybody.iloc[1]))).get(of, "")


def taint(now: View) -> str:
    """Return the warning that the data behind the segments have open questions; empty for none."""
    known = store.findings_if_quick(now.dataset.key)
    light = next((each for each in lights(now.dataset, known or ()) if each.question == "segments"), None)
    if light is None or light.colour not in ("red", "amber"):
        return ""
    return words.tainted(esc(light.reasons[0].title), len(light.reasons) - 1)


def visible(now: View, found: Audience) -> tuple[float, float, float]:
    """Return the smallest difference the control can show, the segment's rate, and people needed a group."""
    rows = counted(now)
    here = rows[rows["segment"] == str(found.rows["segment"].iloc[0])]
    held, reached = len(found.held_out), len(found.reached)
    if here.empty or not held or not reached:
        return (np.nan,) * 3
    rate = float(here["converters"].iloc[0] / here["people"].iloc[0])
    if not 0 < rate < 1:
        return np.nan, rate, np.nan
    seen = float(detectable_difference(reached, held, rest_rate=rate))
    return seen, rate, float(people_per_group(rate, min(rate * (1 + WORTH_SEEING), (1 + rate) / 2)))


def addresses(now: View) -> Contacts:
    """Return which columns of the customers hold e-mails and phone numbers."""
    return store.kept(("plan.contacts", now.dataset.key), partial(contacts, now.dataset))


def match(now: View, ids: pd.Series, platform: str) -> pd.DataFrame:
    """Return some people in an ad platform's layout."""
    people = people_of(now.dataset, ids)
    return match_list(people, addresses(now), platform=platform, country=now.plan.country)


def traits(now: View) -> list[str]:
    """Return the columns a data platform may be told."""
    return store.kept(("plan.traits", now.dataset.key), partial(traits_offered, now.dataset))


def told(now: View) -> list[str]:
    """Return the columns a data platform is told, of those it may be."""
    there = traits(now)
    return [name for name in now.plan.traits if name in there]


def called(now: View, found: Audience) -> list[Call]:
    """Return the audience as calls of a data platform."""
    people = people_of(now.dataset, found.rows["customer_id"])
    return audience_calls(found, people=people, traits=told(now))


def calls(now: View, found: Audience) -> bytes:
    """Return the audience as a file of calls."""
    return to_json(called(now, found))


def installs(now: View) -> pd.DataFrame:
    """Return the installs somebody earned the credit of."""
    return store.kept(("plan.installs", now.dataset.key), partial(credited_installs, now.dataset))


def installs_as_calls(now: View) -> bytes:
    """Return the installs as calls of a data platform."""
    return to_json(install_calls(installs(now)))


def file_name(audience_name: str) -> str:
    """Return an audience's name as part of a file's name.

    Examples
    --------
    >>> file_name("VIP / Nord & Süd")
    'vip-nord-süd'
    """
    return re.sub(r"[^\w]+", "-", audience_name.lower()).strip("-")[:LONGEST_NAME] or "audience"
