"""One rule that gives touches a channel, and rules as a text that can be kept."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

from segattr.data.expressions import LONGEST, endless, judge
from segattr.data.source_kinds import kind_of
from segattr.errors import BadSetting

KINDS: Final = ("search", "social", "shopping", "video")
FIELDS: Final = ("source", "medium", "campaign")
MOST_RULES: Final = 200
LONGEST_NAME: Final = 80  # letters of a channel


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
        if len(self.group) > LONGEST_NAME:
            raise BadSetting(
                f"A channel's name has at most {LONGEST_NAME} letters: '{self.group[:20]} …'.",
                setting="group",
                value=self.group,
            )
        if self.kind and self.kind not in KINDS:
            raise BadSetting(
                f"The rule of {self.group} asks for sources of the kind '{self.kind}'; kinds are "
                f"{', '.join(KINDS)}.",
                setting="kind",
                value=self.kind,
            )
        for name in FIELDS:
            _refuse_unreadable(self.group, name, getattr(self, name))

    def holds(self, source: str, medium: str, campaign: str) -> bool:
        """Whether a touch of this source, medium and campaign is in the rule's channel."""
        asked = ((self.source, source), (self.medium, medium), (self.campaign, campaign))
        return all(judge(each)(text) for each, text in asked) and self.kind in ("", kind_of(source))


def _refuse_unreadable(group: str, name: str, expression: str) -> None:
    problem = ""
    try:
        re.compile(expression)
    except (re.error, OverflowError) as error:
        problem = f"cannot be read: '{expression}' ({error})"
    if len(expression) > LONGEST:
        problem = f"is longer than {LONGEST} letters; make two rules of it"
    elif not problem and endless(expression):
        problem = (
            f"could take for ever: '{expression}'. Repeat no part that can itself be met in several ways"
        )
    if problem:
        message = f"The rule of {group} has a {name} that {problem}."
        raise BadSetting(message, setting=name, value=expression)


def text_of_rules(rules: Sequence[Rule]) -> str:
    """Return rules as one line of text, in their order.

    Examples
    --------
    >>> text_of_rules([Rule("Podcast", medium="audio")])
    '[{"group":"Podcast","medium":"audio"}]'
    """
    said = [{name: text for name, text in asdict(rule).items() if text} for rule in rules]
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False)


def read_rules(text: str) -> tuple[Rule, ...]:
    """Return the rules a text holds.

    Raises
    ------
    BadSetting : it holds none, too many, or one that is no rule.

    Examples
    --------
    >>> read_rules('[{"group": "Podcast", "medium": "audio"}]')[0].group
    'Podcast'
    """
    try:
        said = json.loads(text)
        rules = tuple(Rule(**{str(name): str(value) for name, value in each.items()}) for each in said)
    except (ValueError, TypeError, AttributeError) as error:
        if isinstance(error, BadSetting):
            raise
        raise BadSetting(
            "This text holds no channel rules.", setting="rules", value=text[:LONGEST]
        ) from error
    if not 0 < len(rules) <= MOST_RULES:
        number = f"{len(rules):,} channel rules"
        raise BadSetting(
            f"There are {number}; between 1 and {MOST_RULES} can be used.", setting="rules", value=number
        )
    return rules
