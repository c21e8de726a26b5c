"""Channels from source, medium and campaign, by rules in order: GA4's own to begin with, yours instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.data.channel_rule import FIELDS, Rule
from segattr.data.expressions import judge
from segattr.data.source_kinds import kind_of

UNASSIGNED: Final = "Unassigned"
_PAID: Final = r".*cp.*|ppc|retargeting|paid.*"
_SHOPPING: Final = r".*(?:(?:[^a-df-z]|^)shop|shopping).*"
_EMAIL: Final = r"e[-_ ]?mail"


DEFAULT_RULES: Final[tuple[Rule, ...]] = (
    Rule("Direct", source=r"\(direct\)", medium=r"\(not set\)|\(none\)"),
    Rule("Cross-network", campaign=".*cross-network.*"),
    Rule("Paid Shopping", kind="shopping", medium=_PAID),
    Rule("Paid Shopping", campaign=_SHOPPING, medium=_PAID),
    Rule("Paid Search", kind="search", medium=_PAID),
    Rule("Paid Social", kind="social", medium=_PAID),
    Rule("Paid Video", kind="video", medium=_PAID),
    Rule("Display", medium="display|banner|expandable|interstitial|cpm"),
    Rule("Paid Other", medium=_PAID),
    Rule("Organic Shopping", kind="shopping"),
    Rule("Organic Shopping", campaign=_SHOPPING),
    Rule("Organic Social", kind="social"),
    Rule("Organic Social", medium="social|social[- ]network|social[- ]media|sm"),
    Rule("Organic Video", kind="video"),
    Rule("Organic Video", medium=".*video.*"),
    Rule("Organic Search", kind="search"),
    Rule("Organic Search", medium="organic"),
    Rule("Referral", medium="referral|app|link"),
    Rule("Email", source=_EMAIL),
    Rule("Email", medium=_EMAIL),
    Rule("Affiliates", medium="affiliates?"),
    Rule("Audio", medium="audio"),
    Rule("SMS", source="sms"),
    Rule("SMS", medium="sms"),
    Rule("Mobile Push Notifications", medium=".*push|.*mobile.*|.*notification.*"),
    Rule("Mobile Push Notifications", source="firebase"),
)


def channel_groups(touches: pd.DataFrame, *, rules: Sequence[Rule] = DEFAULT_RULES) -> pd.Series:
    """Return the channel of each touch: that of the first rule that holds, or *Unassigned*.

    Parameters
    ----------
    touches : frame with ``source``, ``medium`` and ``campaign``; what is not there counts as empty.
    rules : in the order they are asked.

    Notes
    -----
    A touch without source and medium is Unassigned, not Direct: nobody said that it was direct.

    References
    ----------
    Google, GA4 default channel group, support.google.com/analytics/answer/9756891

    Examples
    --------
    >>> touches = pd.DataFrame({"source": ["google", "google"], "medium": ["cpc", "organic"]})
    >>> channel_groups(touches).tolist()
    ['Paid Search', 'Organic Search']
    """
    keys = keys_of(touches)
    kind = keys.groupby(list(keys), sort=False).ngroup().to_numpy()
    each = keys.drop_duplicates(ignore_index=True)  # in the order the kinds are numbered
    groups = pd.Series(named(first_rules(each, rules), rules), dtype="category")
    return groups.take(kind).set_axis(touches.index).rename("channel")


def keys_of(touches: pd.DataFrame) -> pd.DataFrame:
    """Return what rules look at, as text: ``source``, ``medium`` and ``campaign``, empty where not there."""
    return pd.DataFrame({name: _texts(touches, name) for name in FIELDS})


def named(places: NDArray[np.int64], rules: Sequence[Rule]) -> NDArray[np.object_]:
    """Return the channel of each place among the rules, *Unassigned* for -1."""
    return np.array([*(rule.group for rule in rules), UNASSIGNED], dtype=object)[places]


def first_rules(keys: pd.DataFrame, rules: Sequence[Rule]) -> NDArray[np.int64]:
    """Return per row the place of the first rule that holds, -1 where none does.

    Parameters
    ----------
    keys : as `keys_of` returns them; every text is held against every expression once.

    Examples
    --------
    >>> keys = pd.DataFrame({"source": ["x", "x"], "medium": ["cpc", "mail"], "campaign": ["", ""]})
    >>> first_rules(keys, [Rule("Mail", medium="mail")]).tolist()
    [-1, 0]
    """
    coded = {name: pd.factorize(keys[name]) for name in FIELDS}
    kinds = np.array([kind_of(text) for text in coded["source"][1]], dtype=object)
    asked = {(name, getattr(rule, name)) for rule in rules for name in FIELDS if getattr(rule, name)}
    verdicts = {(name, text): _verdict(*coded[name], text) for name, text in asked}
    first = np.full(len(keys), -1, dtype=np.int64)
    for place, rule in enumerate(rules):
        held = [verdicts[name, getattr(rule, name)] for name in FIELDS if getattr(rule, name)]
        held += [(kinds == rule.kind)[coded["source"][0]]] if rule.kind and len(keys) else []
        first[np.logical_and.reduce([first < 0, *held])] = place
    return first


def _verdict(codes: NDArray[np.intp], texts: pd.Index, expression: str) -> NDArray[np.bool_]:
    holds = judge(expression)
    return np.array([holds(text) for text in texts], dtype=bool)[codes] if len(texts) else codes > 0


def _texts(touches: pd.DataFrame, name: str) -> pd.Series:
    if name not in touches:
        return pd.Series("", index=touches.index, dtype="str")
    return touches[name].astype("str").fillna("").str.strip()
