"""Who is in a segment, in words."""

from __future__ import annotations

from segattr.segments.clusters import Clusters
from segattr.segments.columns import Columns
from segattr.segments.overlapping import parts_of
from segattr.segments.rules import Rules
from segattr.segments.scores import Scores
from segattr.segments.segmentation import Segmentation
from segattr.segments.top import Top


def who(rule: Segmentation, segment: str) -> str:
    """Return who is in a segment of a set, in words; empty where the set has no such segment.

    Examples
    --------
    >>> who(Columns(("visitor",)), "returning")
    'visitor: returning'
    >>> who(Top(), "other buyers")
    'other buyers of: top 20 % by revenue in the last 12 months'
    """
    own = rule.rules if isinstance(rule, Scores) else rule
    if isinstance(own, Rules):
        return _of_rules(own, segment)
    if isinstance(own, Columns):
        return f"{own.describe()}: {segment}"
    if isinstance(own, Clusters):
        return f"nearest group by {', '.join(own.fields)}" if segment in own.labels_in_order else ""
    if isinstance(own, Top):
        return own.describe() if segment == own.label else f"{segment} of: {own.describe()}"
    return own.describe()


def _of_rules(rules: Rules, segment: str) -> str:
    names = rules.names
    if segment == rules.others:
        return f"whoever fits none of {', '.join(names)}"
    if rules.overlapping:
        return _together(rules, segment)
    if segment not in names:
        return ""
    place = names.index(segment)
    earlier = f"; and in none of {', '.join(names[:place])}, which come first" if place else ""
    return f"{rules.rules[place].who.describe()}{earlier}"


def _together(rules: Rules, segment: str) -> str:
    """Return who is in an audience, be it in others too, or in a combination and nothing else."""
    asked = {rule.name: rule.who.describe() for rule in rules.rules}
    inside = parts_of(rules.names, segment)
    if segment in asked or not inside:
        return asked.get(segment, "")
    others = [name for name in rules.names if name not in inside]
    without = f"; and in none of {', '.join(others)}" if others else ""
    return "; and ".join(f"{name}: {asked[name]}" for name in inside) + without


def when(rule: Segmentation) -> str:
    """Return of whom and as of when a set is, as printed on results; empty where its description says so.

    Examples
    --------
    >>> when(Top())
    ''
    """
    own = rule.rules if isinstance(rule, Scores) else rule
    return f"{own.unit}s, {own.when}" if isinstance(own, Rules) else ""
