"""Each audience whole: whoever is in it, be it alone or in others too. Audiences do not add up to everybody.

A set of audiences that may overlap labels everybody by combination (see `segattr.segments.overlapping`), and
every table by segment adds up. Here combinations are put together again, which is exact: the tables are sums.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from segattr.errors import UnknownName
from segattr.reduce.door import UNKNOWN
from segattr.reduce.summary import Summary, add_up
from segattr.segments.overlapping import containing
from segattr.segments.rules import Rules
from segattr.segments.segmentation import Segmentation

NOT_IN: Final = "(not in it)"  # everybody known who is not in the audience


def audiences_of(rule: Segmentation | None) -> tuple[str, ...]:
    """Return the audiences of a set, in order; none of a set whose segments cannot overlap.

    Examples
    --------
    >>> from segattr.segments.columns import Columns
    >>> audiences_of(Columns(("device",)))
    ()
    """
    return rule.names if isinstance(rule, Rules) and rule.overlapping else ()


def named_segments(rule: Segmentation) -> tuple[str, ...]:
    """Return the segments somebody named, everyone else last: audiences, not their combinations.

    None of columns, whose values nobody knows here.
    """
    audiences = audiences_of(rule)
    if isinstance(rule, Rules) and audiences:
        return (*audiences, rule.others)
    return tuple(getattr(rule, "labels_in_order", ()))


def belongs(rule: Segmentation, segment: str) -> tuple[str, ...]:
    """Return the labels of everybody in a segment: of an audience, all combinations it is part of.

    Parameters
    ----------
    rule : a set of any kind; where nobody is in two segments, a segment's label is its own.
    segment : an audience, a combination, or whoever is in none.

    Examples
    --------
    >>> from segattr.segments.conditions import Condition, Group
    >>> from segattr.segments.rules import Rule
    >>> names = {"VIP": "tier", "Mail": "subscribed"}
    >>> rules = tuple(Rule(n, Group("all", (Condition(f, "is", ("yes",)),))) for n, f in names.items())
    >>> belongs(Rules(rules, mode="overlapping"), "VIP"), belongs(Rules(rules), "VIP")
    (('only VIP', 'VIP + Mail'), ('VIP',))
    """
    audiences = audiences_of(rule)
    return containing(audiences, segment) if segment in audiences else (segment,)


def in_audience(rule: Segmentation, labels: pd.Series, segment: str) -> pd.Series:
    """Return who of everybody is in a segment, whole: true or false under the index of the labels.

    Parameters
    ----------
    labels : as `segattr.segments.segment.segment` gives them.
    """
    own = dict.fromkeys(belongs(rule, segment), True)
    return labels.map(lambda label: own.get(str(label), False)).astype("bool")


def whole(counted: pd.DataFrame, rule: Segmentation, *, column: str = "segment") -> pd.DataFrame:
    """Return a row per audience, in order, of counts by label: the sum over the combinations it is part of.

    Parameters
    ----------
    counted : a column of labels and otherwise figures that add up.
    column : where the labels stand.

    Returns
    -------
    DataFrame : the columns of ``counted``; an audience of nobody has zeros, and of a set whose segments
        cannot overlap there is no row.
    """
    by_label = counted.assign(**{column: counted[column].astype("str")}).groupby(column).sum()
    rows = [by_label.reindex(belongs(rule, name), fill_value=0).sum() for name in audiences_of(rule)]
    found = pd.DataFrame(rows, columns=by_label.columns).astype(by_label.dtypes.to_dict())
    return found.reset_index(drop=True).assign(**{column: list(audiences_of(rule))})[list(counted.columns)]


def summary_of(summary: Summary, rule: Rules, audience: str) -> Summary:
    """Return the Summary of one audience, whole, beside everybody who is not in it.

    Parameters
    ----------
    summary : made by the set, so that its segments are combinations.

    Returns
    -------
    Summary : two segments, the audience and `NOT_IN`; and ``(unknown)`` where a person is in no label.

    Raises
    ------
    UnknownName : the set has no such audience.

    Notes
    -----
    The same as summarising by a set of this audience alone, because every table of a Summary is a sum.
    """
    if audience not in rule.names:
        raise UnknownName(
            f"There is no audience {audience!r} in {rule.name!r}. It has {', '.join(rule.names)}.",
            name=audience,
        )
    own = belongs(rule, audience)
    named = {
        label: label if label == UNKNOWN else audience if label in own else NOT_IN
        for label in summary.segments
    }
    order = [name for name in (audience, NOT_IN, UNKNOWN) if name in named.values()]
    tables = {
        name: add_up(table.assign(segment=_renamed(table["segment"], named, order)))
        for name, table in summary.tables.items()
    }
    return summary.of(tables)


def _renamed(labels: pd.Series, named: dict[str, str], order: list[str]) -> pd.Series:
    return labels.astype("str").map(named).astype(pd.CategoricalDtype(order))
