"""Channels by rules of one's own, as a fix: its name, its words, and what it does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from segattr.data.channel_groups import channel_groups
from segattr.data.channel_rule import FIELDS, Rule, read_rules, text_of_rules
from segattr.data.dataset import Dataset
from segattr.data.expressions import in_words
from segattr.errors import BadSetting
from segattr.words.channel_rules import when

PREFIX: Final = "rules:channels:touchpoints:channel:"


def name_of_rules(rules: Sequence[Rule]) -> str:
    """Return the fix that gives channels by these rules, for `segattr.checks.fixes.with_fixes`.

    Examples
    --------
    >>> name_of_rules([Rule("Podcast", medium="audio")])
    'rules:channels:touchpoints:channel:[{"group":"Podcast","medium":"audio"}]'
    """
    return PREFIX + text_of_rules(rules)


def rules_of(fix: str) -> tuple[Rule, ...]:
    """Return the rules a fix gives channels by, none where it is another fix, or cannot be read.

    Examples
    --------
    >>> rules_of("leave_out:repeated_rows:costs:")
    ()
    """
    try:
        return read_rules(fix.removeprefix(PREFIX)) if fix.startswith(PREFIX) else ()
    except BadSetting:
        return ()


def fix_told(fix: str) -> str:
    """Return a fix as a sheet of settings lists it: rules by number and in words, others by their name.

    Examples
    --------
    >>> fix_told(name_of_rules([Rule("Podcast", medium="audio"), Rule("Search", kind="search")]))[36:]
    '1. Podcast (medium is “audio”); 2. Search (source is a search engine)'
    """
    told = [
        f"{place}. {rule.group} ({asked_told(rule)})" for place, rule in enumerate(rules_of(fix), start=1)
    ]
    return f"{PREFIX} {'; '.join(told)}" if told else fix


def asked_told(rule: Rule) -> str:
    """Return what a rule asks, in words.

    Examples
    --------
    >>> asked_told(Rule("Podcast"))
    'always'
    """
    return when([(field, *in_words(getattr(rule, field))) for field in FIELDS], rule.kind)


def has_sources(dataset: Dataset) -> bool:
    """Whether touches carry what rules look at: source, medium or campaign."""
    touches = dataset.touchpoints
    return touches is not None and len(touches) > 0 and any(name in touches for name in FIELDS)


def by_rules(dataset: Dataset, rules: Sequence[Rule]) -> dict[str, pd.DataFrame]:
    """Return the tables with the channel each touch has by the rules; unchanged without sources."""
    if dataset.touchpoints is None or not has_sources(dataset):
        return dataset.tables
    touches = dataset.touchpoints
    return dataset.tables | {"touchpoints": touches.assign(channel=channel_groups(touches, rules=rules))}
