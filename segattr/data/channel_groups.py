"""Channels from source, medium and campaign, by rules in order: GA4's own to begin with, yours instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from segattr.data.source_kinds import kind_of
from segattr.errors import BadSetting

UNASSIGNED: Final = "Unassigned"
KINDS: Final = ("search", "social", "shopping", "video")
_PAID: Final = r".*cp.*|ppc|retargeting|paid.*"
_SHOPPING: Final = r".*(?:(?:[^a-df-z]|^)shop|shopping).*"
_EMAIL: Final = r"e[-_ ]?mail"


@dataclass(frozen=True)
class Rule:
    """One rule: what holds of a touch, and the channel it is then in. What is empty is not asked.

    Attributes
    ----------
    group : the channel.
    source, medium, campaign : regular expressions for the whole text; capitals make no difference.
    kind : what the source is: ``search``, ``social``, ``shopping`` or ``video``.

    Raises
    ------
    BadSetting : no channel, no such kind, or an expression that cannot be read.

    Examples
    --------
    >>> Rule("Podcast", source="spotify|podigee", medium="audio").holds("Spotify", "audio", "")
    True
    """

    group: str
    source: str = ""
    medium: str = ""
    campaign: str = ""
    kind: str = ""

    def __post_init__(self) -> None:
        if not self.group.strip():
            raise BadSetting("A channel rule has no channel. Name one.", setting="group", value=self.group)
        if self.kind and self.kind not in KINDS:
            raise BadSetting(
                f"The rule of {self.group} asks for sources of the kind '{self.kind}'; kinds are "
                f"{', '.join(KINDS)}.",
                setting="kind",
                value=self.kind,
            )
        for name in ("source", "medium", "campaign"):
            _refuse_unreadable(self.group, name, getattr(self, name))

    def holds(self, source: str, medium: str, campaign: str) -> bool:
        """Whether a touch of this source, medium and campaign is in the rule's channel."""
        asked = ((self.source, source), (self.medium, medium), (self.campaign, campaign))
        return all(_matches(*each) for each in asked) and (not self.kind or kind_of(source) == self.kind)


def _matches(expression: str, text: str) -> bool:
    return not expression or re.fullmatch(expression, text, re.IGNORECASE) is not None


def _refuse_unreadable(group: str, name: str, expression: str) -> None:
    try:
        re.compile(expression)
    except re.error as error:
        raise BadSetting(
            f"The rule of {group} has a {name} that cannot be read: '{expression}' ({error}).",
            setting=name,
            value=expression,
        ) from error


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
    keys = pd.DataFrame({name: _texts(touches, name) for name in ("source", "medium", "campaign")})
    kind = keys.groupby(list(keys), sort=False).ngroup().to_numpy()
    each = keys.drop_duplicates().itertuples(index=False, name=None)  # in the order the kinds are numbered
    groups = pd.Series([_group(key, rules) for key in each], dtype="category")
    return groups.take(kind).set_axis(touches.index).rename("channel")


def _texts(touches: pd.DataFrame, name: str) -> pd.Series:
    if name not in touches:
        return pd.Series("", index=touches.index, dtype="str")
    return touches[name].astype("str").fillna("").str.strip()


def _group(key: tuple[str, ...], rules: Sequence[Rule]) -> str:
    source, medium, campaign = key
    return next((rule.group for rule in rules if rule.holds(source, medium, campaign)), UNASSIGNED)
