"""What the Segments page says: how large the segments are, how often they convert, what their order does.

Names from the client's files and from the visitor go through ``name`` (the pages pass their escaping).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from segattr.words.averages_speech import Speech
from segattr.words.numbers import count, interval, many, percent, roughly, share
from segattr.words.segments_answers import answer

if TYPE_CHECKING:
    import pandas as pd

    from segattr.averages.segment_sizes import SegmentSizes

Name = Callable[[str], str]
Row = Mapping[Hashable, Any]

CONVERTED: Final = Speech()
QUESTION: Final = "Who are my customers?"
PICTURE: Final = "How large is each segment, and how often does it convert?"
SIZES: Final = "How large is each segment?"
BUYERS: Final = "How large is each segment of buyers?"
SHOWS: Final = (
    "Different customers, one average. This page puts them into named segments by rules you can read, shows "
    "how large each is and how often it converts, and every other page then speaks of these segments."
)
NEEDS: Final = (
    "It needs people with something to tell them apart: **customers** with their country, device or plan "
    "(from your CRM or shop), **touchpoints** or **orders** with customer ids, or **visits** with an outcome."
)
ORDER: Final = (
    "The first segment that fits takes the person, so the segments add up to everybody. "
    "Whoever fits none stays together at the end."
)
AUDIENCES: Final = (
    "Every audience that fits takes the person, so audiences overlap and do not add up. Whoever fits none "
    "stays together at the end."
)
HEADING: Final = {"partition": "Segments, in order", "overlapping": "Audiences"}
ONE: Final = {"partition": "Segment", "overlapping": "Audience"}
ADD: Final = {"partition": "Add a segment", "overlapping": "Add an audience"}
NO_MORE: Final = "At most {most} audiences may overlap."
IN_WHICH: Final = "A person is in"
MODES: Final = {
    "partition": "one segment: the first that fits",
    "overlapping": "every audience that fits",
}
MODE_HELP: Final = (
    "*One segment*: the order decides, and segments add up to everybody. *Every audience*: people may be in "
    "several of up to {most}; on other pages each combination that occurs stands as a group of its own, so "
    "that sums stay right."
)
TAKES: Final = {
    "partition": "the first segment that fits takes the person",
    "overlapping": "a person is in every audience that fits",
}
ORDER_HELP: Final = {
    "partition": "The first segment that fits takes the person",
    "overlapping": "The order decides how combinations are called, not who is in",
}
IN_SEVERAL: Final = (
    "**Audiences overlap**: with *{others}* they add up to **{sum}** of everybody, because {people} "
    "({share}) {are} in more than one. On other pages these stand in groups of their own, such as *{such}*, "
    "so that sums stay right."
)
IN_ONE: Final = "Nobody is in two of these audiences: here they add up to everybody."
TAKEN: Final = {"partition": ORDER, "overlapping": AUDIENCES}
EMPTY: Final = (
    "No segment yet. Start with *each value of a column* above, or add an empty one and say who is in it."
)
UNFINISHED: Final = "Not counted yet: choose a field and a value."
WAITING: Final = "Counted once a segment is."
NOBODY_ELSE: Final = "**Nobody** is left: everyone fits a segment."
PEOPLE: Final = {"customer": "customers", "visit": "visits"}
HOW: Final = {"all": "all of these hold", "any": "any of these holds", "none": "none of these holds"}
FIELDS: Final = {"ts": "day of the first touch", "created_ts": "customer since"}
READY: Final = "Ready-made"
READY_HINT: Final = "RFM, lifecycle …"
READY_HELP: Final = (
    "RFM, value tiers, lifecycle stages and more, cut where your customers are. What they rest on is worked "
    "out from orders, touches and events as of the latest day in the data."
)
AS_OF: Final = "As of"
AS_OF_HELP: Final = (
    "What customers did is counted up to the end of this day (UTC). Empty: the latest day in the data. A day "
    "that is named stays, so that the same people can be found again."
)
OWN_COLUMN: Final = (
    "The file has a column called {named}; rules ask that column, not what segattr would work out."
)
TOO_MANY: Final = "Beyond {most} values, the ones with the fewest people stay with everyone else."
REST: Final = "This segment's rate minus the rate of everybody who is not in it, in percentage points."
DOWNLOAD_HELP: Final = "This set alone, as it is defined"
ALL_SETS: Final = "All sets"
ALL_SETS_HELP: Final = "Every saved set and this one, with what their segments are for, as one file to share"
OPEN: Final = "Open a set from a file"
OPEN_LABEL: Final = "Open a set, or all sets, that were downloaded here"
NO_RULES: Final = "holds no rules; this page edits sets of rules."
PUT_AWAY: Final = "Put this report away"
LONG: Final = "Too long for the link of this page: download it to keep it or to pass it on."


def headline(
    found: SegmentSizes, *, unit: str, split: bool, name: Name = str, speech: Speech = CONVERTED
) -> str:
    """Return the page's answer as Markdown.

    Parameters
    ----------
    found : the segments, see `segattr.averages.segment_sizes.segment_sizes`.
    unit : ``customer`` or ``visit``.
    split : whether there is any segment but everybody.
    name : what to do with names before they stand in a sentence.
    speech : what those who count did, where it is not converting.
    """
    rows = found.rows.to_dict("records")
    filled = [row for row in rows if row["people"]]
    whose = many(found.people, unit)
    if (buyers := who_ordered(found)) is not None:
        filled = buyers.to_dict("records")
        n, named = buyers["people"].sum(), many(found.people, unit)
        whose = f"the **{count(n)}** who ordered ({share(n / found.people)} of {named})"
    low, high = found.whole
    return answer(found.verdict, speech, split=split or not found.people).format(
        segments=_how_many(found, len(filled)),
        people=many(found.people, unit),
        whose=whose,
        converters=count(found.converters),
        rate=_rate(found.rate),
        range=interval(low, high, decimals=1),
        needed=roughly(found.needed),
        named=_named(found.telling, name, "at" if speech.outcome else "converts at"),
        did=name(speech.counted),
        alone=" and ".join(name(row["segment"]) for row in filled),
        sized=", ".join(
            f"{name(row['segment'])} {share(row['share'])}"
            for row in sorted(filled, key=lambda row: -row["people"])[:3]
        ),
        sold=_sold(filled, name),
    )


def _how_many(found: SegmentSizes, filled: int) -> str:
    """Return how many segments there are; of audiences those that are called so, everyone else apart."""
    if not found.audiences:
        return many(filled, "segment")
    rest = found.rows["people"].iloc[-1] > 0
    return many(filled - int(rest), "audience")


def _sold(rows: Sequence[Row], name: Name) -> str:
    """Return which segment spent most per customer, of those not small if there is one; of one alone none."""
    known = [row for row in rows if row.get("spent_share", 0) > 0]
    large = [row for row in known if not row["faded"]] or known
    if len(large) < 2:
        return ""
    most, ahead = (max(those, key=lambda row: row["spent"] / row["people"]) for those in (large, known))
    apart = "" if most is ahead else "Small ones apart, "
    return (
        f"{apart}**{name(most['segment'])}** spent most per customer: **{share(most['spent_share'])}** of "
        f"the money, from {many(most['people'], 'customer')}. "
    )


def who_ordered(found: SegmentSizes) -> pd.DataFrame | None:
    """Return the segments of those who ordered, as shares of them, where one segment holds all the others."""
    filled = found.rows[found.rows["people"] > 0]
    bought = filled[filled["converters"] > 0]
    if found.audiences or found.verdict != "outcome" or len(filled) - len(bought) != 1 or not len(bought):
        return None
    return bought.assign(share=bought["people"] / bought["people"].sum()).reset_index(drop=True)


def picture(speech: Speech) -> str:
    """Return the question the picture answers.

    Examples
    --------
    >>> picture(Speech(outcome="is_canceled"))
    'How large is each segment, and how large its share with is_canceled?'
    """
    return (
        f"{SIZES.removesuffix('?')}, and how large its share {speech.counted}?" if speech.outcome else PICTURE
    )


def line(row: Row, *, unit: str, rated: bool, name: Name = str, speech: Speech = CONVERTED) -> str:
    """Return what is said of one segment while it is edited, as Markdown.

    Parameters
    ----------
    row : of `segattr.averages.segment_sizes.SegmentSizes.rows`.

    Examples
    --------
    >>> row = {"people": 560, "share": 0.08, "rate": 0.07, "low": 0.05, "high": 0.09, "lost": 0}
    >>> line(row | {"faded": False}, unit="customer", rated=True)
    '**560 customers** · 8 % · **7.0 %** (5.0–9.0) converted'
    """
    if not row["people"] and not row["lost"]:
        return f"**Nobody** fits: 0 {PEOPLE[unit]}"
    parts = [f"**{many(row['people'], unit)}**", share(row["share"])]
    if row.get("spent_share", -1) >= 0:
        parts.append(f"**{share(row['spent_share'])}** of the money spent")
    if rated and row["people"]:
        parts.append(
            f"**{_rate(row['rate'])}** {interval(row['low'], row['high'], decimals=1)} {name(speech.counted)}"
        )
    if row["faded"] and row["people"]:
        parts.append(f"small: {'a rate' if rated else 'the money'} of so few says little")
    if row["lost"]:
        parts.append(f"{count(row['lost'])} more fit, and went to an earlier segment")
    return " · ".join(parts)


def overlap(found: SegmentSizes, *, unit: str, name: Name = str) -> str:
    """Return how many fit several segments; empty where nobody does.

    Of audiences that overlap, that they do not add up, and where the people in several stand.
    """
    if found.audiences and found.people:
        return _in_several(found, unit, name) if found.overlap else IN_ONE
    if not found.overlap:
        return ""
    return (
        f"{many(found.overlap, unit)} ({share(found.overlap / found.people)}) "
        f"{'fits' if found.overlap == 1 else 'fit'} more than one segment: the order decides which."
    )


def _in_several(found: SegmentSizes, unit: str, name: Name) -> str:
    whole = share(found.rows["people"].sum() / found.people)
    return IN_SEVERAL.format(
        others=name(str(found.rows["segment"].iloc[-1])),
        sum=f"just over {whole}" if whole == share(1) else whole,
        people=many(found.overlap, unit),
        share=share(found.overlap / found.people),
        are="is" if found.overlap == 1 else "are",
        such=" + ".join(map(name, found.together)),
    )


def evidence(row: Row) -> str:
    """Return in words what the comparison with the rest says.

    Examples
    --------
    >>> evidence({"faded": False, "adjusted": 0.0004})
    'beyond chance (p < 0.001)'
    """
    p = row["adjusted"]
    if p != p:
        return "–"
    if row["faded"]:
        return "too few people"
    written = "p < 0.001" if p < 0.001 else f"p = {p:.3f}" if p < 0.1 else f"p = {p:.2f}"
    return f"beyond chance ({written})" if p <= 0.05 else f"may be chance ({written})"


def field_title(field: str) -> str:
    """Return a field as a person would call it: the client's own header but for a few."""
    return FIELDS.get(field, field)


def _named(rows: Sequence[Row], name: Name, first: str) -> str:
    texts = [
        f"**{name(row['segment'])}** ({share(row['share'])} of them) {'at' if later else first} "
        f"**{_rate(row['rate'])}** {interval(row['low'], row['high'], decimals=1)}"
        for later, row in enumerate(rows)
    ]
    return ", ".join(texts)


def _rate(value: float) -> str:
    return percent(value, decimals=1)
