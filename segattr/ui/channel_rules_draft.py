"""Channel rules while they are changed; they become a fix of the desk once they are used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from segattr.checks.channel_rules import name_of_rules, rules_of
from segattr.data.channel_groups import DEFAULT_RULES
from segattr.data.channel_rule import FIELDS, Rule
from segattr.data.expressions import expression, in_words
from segattr.errors import BadSetting
from segattr.ui import uploads
from segattr.ui.desk import Desk
from segattr.words import channel_rules as words

DRAFT: Final = "segattr.channel_rules"
NEW: Final = -1
Rules = tuple[Rule, ...]
Said = Mapping[str, tuple[str, str]]  # field -> operator and value


@dataclass(frozen=True)
class Draft:
    """Rules being changed.

    Attributes
    ----------
    origin : of which files and which rules in use; a draft of others is let go of.
    rules : in the order they are asked.
    """

    origin: tuple[str, str]
    rules: Rules

    def moved(self, place: int, by: int) -> Draft:
        """Return the draft with one rule asked earlier or later; beyond the ends it stays at the end.

        Examples
        --------
        >>> draft = Draft(("", ""), (Rule("A"), Rule("B")))
        >>> [rule.group for rule in draft.moved(1, -1).rules]
        ['B', 'A']
        """
        rest = [rule for at, rule in enumerate(self.rules) if at != place]
        rest.insert(min(max(place + by, 0), len(rest)), self.rules[place])
        return replace(self, rules=tuple(rest))

    def without(self, place: int) -> Draft:
        """Return the draft without one rule."""
        return replace(self, rules=self.rules[:place] + self.rules[place + 1 :])

    def with_rule(self, place: int, rule: Rule) -> Draft:
        """Return the draft with a rule in place of one, or before all others where the place is `NEW`."""
        if place == NEW:
            return replace(self, rules=(rule, *self.rules))
        return replace(self, rules=(*self.rules[:place], rule, *self.rules[place + 1 :]))


def in_use(desk: Desk) -> Rules:
    """Return the rules that give the channels now, none where no rules of the visitor's do."""
    return next((rules for fix in reversed(desk.fixes) if (rules := rules_of(fix))), ())


def current(desk: Desk) -> Draft:
    """Return the rules as they stand on the page: changed, in use, or GA4's."""
    rules = in_use(desk)
    origin = (desk.uploads[0].id if desk.uploads else "", name_of_rules(rules) if rules else "")
    draft: Draft | None = st.session_state.get(DRAFT)
    return draft if draft is not None and draft.origin == origin else Draft(origin, rules or DEFAULT_RULES)


def keep(draft: Draft) -> None:
    """Keep a draft for the length of the visit."""
    st.session_state[DRAFT] = draft


def use(draft: Draft) -> None:
    """Give channels by these rules from here on; rules used before no longer count."""
    others = [fix for fix in uploads.desk().fixes if not rules_of(fix)]
    uploads.put_right((*others, name_of_rules(draft.rules)))
    st.session_state.pop(DRAFT, None)


def rule_said(group: str, said: Said, kind: str) -> Rule:
    """Return the rule that somebody wrote.

    Raises
    ------
    BadSetting : no channel, nothing to compare with, or a pattern that cannot be read.

    Examples
    --------
    >>> rule_said("Paid", {"medium": ("contains", "cp")}, "search")
    Rule(group='Paid', source='', medium='.*cp.*', campaign='', kind='search')
    """
    written = {}
    for field, (operator, value) in said.items():
        written[field] = expression(operator, value)
        if operator != "any" and not written[field]:
            message = words.EMPTY.format(field=field, operator=words.OPERATORS[operator])
            raise BadSetting(message, setting=field, value=value)
    return Rule(group.strip(), kind=kind, **written)


def asked(rule: Rule) -> dict[str, tuple[str, str]]:
    """Return what a rule asks of each field: the operator and the value.

    Examples
    --------
    >>> asked(Rule("SMS", medium="sms"))["medium"]
    ('is', 'sms')
    """
    return {field: in_words(getattr(rule, field)) for field in FIELDS}
