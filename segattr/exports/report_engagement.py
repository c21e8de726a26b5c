"""How much people of each segment had to do with the client, quarter by quarter."""

from __future__ import annotations

from typing import Final

import pandas as pd

from segattr.averages.periods import periods_of
from segattr.exports.report_parts import Part, Subject, Sum
from segattr.exports.report_quarters import HEADERS as QUARTERLY
from segattr.exports.report_quarters import KEYS
from segattr.reduce.door import UNKNOWN
from segattr.reduce.summary import label_order
from segattr.statistics.intervals import wilson
from segattr.statistics.sums import Sums, average_interval
from segattr.words import report as words
from segattr.words import report_sections as said

HEADERS: Final = {
    "period": QUARTERLY["period"],
    "segment": QUARTERLY["segment"],
    "people": "People met",
    "touches": "Touches",
    "each": "Touches per person",
    "each_low": "per person from",
    "each_high": "per person to",
    "again": "Came back another day",
    "share": "Share who came back",
    "low": "share from",
    "high": "share to",
    "events": "Other events",
}
SHARES: Final = ("share", "low", "high")


def engagement_part(subject: Subject) -> Part:
    """Return the part with a row per quarter and segment; with the reason where nobody was met."""
    title = said.TITLES[said.ENGAGEMENT]
    seen = subject.dataset.touchpoints
    if seen is None or not seen["ts"].notna().any():
        return Part(said.ENGAGEMENT, title, notes=(said.NO_TOUCHES,))
    table = _with_ranges(_people(seen, subject.labels))
    events = subject.dataset.events
    if events is not None:
        table = table.merge(_events(events, subject.labels), on=KEYS, how="left").fillna({"events": 0})
    place = {name: at for at, name in enumerate(sorted(set(table["segment"]), key=label_order))}
    table = table.assign(_place=table["segment"].map(place)).sort_values(
        ["period", "_place"], ignore_index=True
    )
    shown = table[[name for name in HEADERS if name in table]].rename(columns=HEADERS)
    percent = frozenset(HEADERS[name] for name in SHARES)
    return Part(said.ENGAGEMENT, title, shown, (said.MET, said.ENGAGED), percent)


def engagement_sums(subject: Subject, part: Part) -> list[Sum]:
    """Return the touches each quarter must add up to, counted in the files."""
    seen = subject.dataset.touchpoints
    if part.table.empty or seen is None:
        return []
    counted = periods_of(seen.loc[seen["customer_id"].notna(), "ts"], "quarter").value_counts().sort_index()
    where = HEADERS["period"]
    return [
        Sum(f"Touches of {quarter}", part.name, HEADERS["touches"], float(n), (where, str(quarter)))
        for quarter, n in counted.items()
    ]


def _people(seen: pd.DataFrame, labels: pd.Series | None) -> pd.DataFrame:
    """Return a row per person and quarter: ``period, segment, touches, days``."""
    known = seen.loc[seen["customer_id"].notna() & seen["ts"].notna(), ["customer_id", "ts"]]
    rows = pd.DataFrame({"who": known["customer_id"].astype("str"), "day": known["ts"].dt.floor("D")})
    days = rows.value_counts(["who", "day"], sort=False).rename("touches").reset_index()
    days["period"] = periods_of(days["day"], "quarter")
    each = days.groupby(["who", "period"], as_index=False).agg(
        touches=("touches", "sum"), days=("day", "size")
    )
    return each.assign(segment=_segments(each["who"], labels))


def _segments(who: pd.Series, labels: pd.Series | None) -> pd.Series:
    if labels is None:
        return pd.Series(words.EVERYBODY, who.index, dtype="str")
    return who.map(labels).fillna(UNKNOWN).astype("str")


def _with_ranges(people: pd.DataFrame) -> pd.DataFrame:
    rows = people.assign(again=(people["days"] > 1).astype(int)).groupby(KEYS, as_index=False)
    table = rows.agg(people=("who", "size"), touches=("touches", "sum"), again=("again", "sum"))
    ends = [_range(own["touches"].to_numpy()) for _, own in people.groupby(KEYS)]
    low, high = wilson(table["again"], table["people"])
    return table.assign(
        each=table["touches"] / table["people"],
        each_low=[end[0] for end in ends],
        each_high=[end[1] for end in ends],
        share=table["again"] / table["people"],
        low=low,
        high=high,
    )


def _range(touches: object) -> tuple[float, float]:
    low, high = average_interval(Sums.of_people(touches), level=0.95)
    return float(low[0]), float(high[0])


def _events(events: pd.DataFrame, labels: pd.Series | None) -> pd.DataFrame:
    known = events.loc[events["customer_id"].notna() & events["ts"].notna(), ["customer_id", "ts"]]
    segment = _segments(known["customer_id"].astype("str"), labels)
    rows = pd.DataFrame({"period": periods_of(known["ts"], "quarter"), "segment": segment})
    return rows.value_counts(KEYS, sort=False).rename("events").reset_index()
