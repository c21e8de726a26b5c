"""Who moved into each segment and out of it, from the end of one quarter to the end of the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.exports.report_parts import Part, Subject, Sum
from segattr.exports.report_quarters import HEADERS as QUARTERLY
from segattr.exports.report_spend import quarters_between, span
from segattr.segments.as_of import LATEST, is_day
from segattr.segments.clusters import Clusters
from segattr.segments.migration import GONE, NEW, Migration, migration
from segattr.segments.rules import Rules
from segattr.segments.segment import segment
from segattr.words import report_sections as said

MOST: Final = 12  # quarters looked back on; each is a reading of everything everybody did
HEADERS: Final = {
    "period": QUARTERLY["period"],
    "segment": QUARTERLY["segment"],
    "before": "At the start",
    "new": "New",
    "into": "Moved in",
    "out": "Moved out",
    "gone": "No longer known",
    "after": "At the end",
    "share_before": "Share at the start",
    "share_after": "Share at the end",
    "change": "Change in share",
    "low": "change from",
    "high": "change to",
}
SHARES: Final = ("share_before", "share_after", "change", "low", "high")


def moves_part(subject: Subject) -> Part:
    """Return the part with a row per quarter and segment; with the reason where nobody can move."""
    title = said.TITLES[said.MOVES]
    try:
        rule = _dated(subject)
        ends = _ends(subject.dataset)
    except UnsuitableData as error:
        return Part(said.MOVES, title, notes=(str(error),))
    labels = [segment(subject.dataset, replace(rule, moment=day)) for _, day in ends]
    tables = [
        _quarter(migration(before, after), rule.labels_in_order).assign(period=quarter)
        for (quarter, _), (before, after) in zip(ends[1:], pairwise(labels), strict=True)
    ]
    table = pd.concat(tables, ignore_index=True)
    shown = table[list(HEADERS)].rename(columns=HEADERS)
    percent = frozenset(HEADERS[name] for name in SHARES)
    return Part(said.MOVES, title, shown, _notes(ends), percent)


def moves_sums(part: Part) -> list[Sum]:
    """Return what must add up: whoever moved out of one segment moved into another."""
    if part.table.empty:
        return []
    quarter = HEADERS["period"]
    return [
        Sum(
            f"Moved in, {name}: as many as moved out",
            part.name,
            HEADERS["into"],
            float(out),
            (quarter, str(name)),
        )
        for name, out in part.table.groupby(quarter)[HEADERS["out"]].sum().items()
    ]


def _dated(subject: Subject) -> Rules | Clusters:
    """Return the segments as something that can be read as of a day."""
    rule = subject.rule
    if rule is None:
        raise UnsuitableData(said.NO_SEGMENTS)
    found = rule.of(subject.dataset)
    if isinstance(found, Rules | Clusters) and (found.moment == LATEST or is_day(found.moment)):
        return found
    raise UnsuitableData(said.NOT_DATED.format(name=getattr(rule, "name", "") or rule.describe()))


def _ends(dataset: Dataset) -> list[tuple[str, str]]:
    """Return quarters with the day each ends on: its last, or the last day in the data.

    Raises
    ------
    UnsuitableData : there are not two of them.
    """
    moments = [
        t["ts"].min() for n, t in dataset.tables.items() if n in ("touchpoints", "conversions") and len(t)
    ]
    if dataset.as_of is None or not moments:
        raise UnsuitableData(said.ONE_END)
    quarters = quarters_between(min(moments), dataset.as_of)
    ends = [(name, min(span(name)[1], dataset.as_of.floor("D")).date().isoformat()) for name in quarters]
    if len(ends) < 2:
        raise UnsuitableData(said.ONE_END)
    return ends[-MOST - 1 :]


def _quarter(found: Migration, order: Sequence[str]) -> pd.DataFrame:
    """Return a row per segment, in its set's order: there before, come in, gone out, there after."""
    place = {name: at for at, name in enumerate(order)}
    moves, table = found.moves, found.shares
    table = table.sort_values("segment", key=lambda names: names.map(place), ignore_index=True)
    other = moves[moves["before"] != moves["after"]]
    known = other[(other["before"] != NEW) & (other["after"] != GONE)]

    def counted(rows: pd.DataFrame, side: str) -> list[int]:
        by = rows.groupby(side)["customers"].sum()
        return by.reindex(table["segment"]).fillna(0).astype(int).tolist()

    return table.assign(
        new=counted(other[other["before"] == NEW], "after"),
        into=counted(known, "after"),
        out=counted(known, "before"),
        gone=counted(other[other["after"] == GONE], "before"),
    )


def _notes(ends: list[tuple[str, str]]) -> tuple[str, ...]:
    last, day = ends[-1]
    notes = [said.MOVED]
    if day != span(last)[1].date().isoformat():
        notes.append(said.NOT_OVER.format(quarter=last, day=day))
    if len(ends) > MOST:
        notes.append(said.LATE.format(n=MOST))
    return tuple(notes)
