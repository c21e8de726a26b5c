"""How the Segments page shows a set: picture, table and the settings behind them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from segattr.averages.segment_sizes import SegmentSizes
from segattr.charts.rates import rates_by_segment
from segattr.charts.sizes import sizes_by_segment
from segattr.charts.theme import Mode, segment_colours
from segattr.data.dataset import Dataset
from segattr.segments.as_of import when
from segattr.segments.clusters import Clusters
from segattr.segments.rules import Rules
from segattr.segments.scores import Scores
from segattr.segments.segmentation import Segmentation
from segattr.segments.steps import follow
from segattr.segments.top import Top
from segattr.ui import state
from segattr.ui.pictures import kept
from segattr.words import segments as words
from segattr.words.averages_speech import Speech
from segattr.words.numbers import count, money, percent, points
from segattr.words.outcome import outcome_of
from segattr.words.segments_sequence import TIES

FIGURES = ("segment", "people", "share", "converters", "rate", "low", "high", "difference", "evidence")
NEAREST = "each customer in the group with the nearest centre (k-means)"


def speech_of(dataset: Dataset) -> Speech:
    """Return what counts in these data: in the visitor's words, the file's, or as converting."""
    return Speech.of(state.get().called, outcome_of(dataset))


def picture(found: SegmentSizes, mode: Mode, speech: Speech = words.CONVERTED) -> alt.LayerChart | None:
    """Draw size and rate of every segment anybody is in; only the size where nobody knows who converted."""
    buyers = words.who_ordered(found)
    rows = found.rows[found.rows["people"] > 0].reset_index(drop=True) if buyers is None else buyers
    if not len(rows):
        return None
    colours = hues(found, mode)
    if found.verdict in ("unrated", "outcome", "all"):  # where all converted, a rate tells nobody apart
        title = words.SIZES if buyers is None else words.BUYERS
        return kept(sizes_by_segment, rows, title=title, colours=colours, mode=mode)
    return kept(
        rates_by_segment,
        rows,
        blended=found.rate,
        title=words.picture(speech),
        colours=colours,
        mode=mode,
        did=speech.did,
    )


def hues(found: SegmentSizes, mode: Mode) -> dict[str, str]:
    """Return the colour of every segment in the picture."""
    buyers = words.who_ordered(found)
    rows = found.rows[found.rows["people"] > 0] if buyers is None else buyers
    return segment_colours([str(name) for name in rows["segment"]], mode)


def table(found: SegmentSizes) -> pd.DataFrame:
    """Return the rows behind the picture as they are taken along, unrounded; evidence in words."""
    rows = found.rows.assign(evidence=[words.evidence(row) for row in found.rows.to_dict("records")])
    bought = [name for name in ("converters", "spent", "spent_share") if name in rows]
    sized = {"unrated": [], "outcome": bought}
    return rows[
        ["segment", "people", "share", *sized[found.verdict]] if found.verdict in sized else [*FIGURES]
    ]


def by_segment(found: SegmentSizes) -> dict[str, dict[Hashable, Any]]:
    """Return the row of every segment, without rates where nobody knows them or they say nothing new."""
    unsaid = ["rate", "low", "high"] if found.verdict in ("unrated", "outcome") else []
    rows = found.rows.drop(columns=unsaid).to_dict("records")
    return {str(row["segment"]): row for row in rows}


def on_paper(found: SegmentSizes, currency: str = "") -> pd.DataFrame:
    """Return the rows as they are printed: every figure written out."""
    shown = table(found)
    shares = [name for name in ("share", "rate", "low", "high", "spent_share") if name in shown]
    counts = [name for name in ("people", "converters") if name in shown]
    written = {name: [percent(value, decimals=1) for value in shown[name]] for name in shares}
    written |= {name: [count(value) for value in shown[name]] for name in counts}
    if "spent" in shown:
        written["spent"] = [money(value, currency) for value in shown["spent"]]
    if "difference" in shown:
        written["difference"] = [points(value) for value in shown["difference"]]
    return shown.assign(**written)


def rows(found: SegmentSizes, speech: Speech = words.CONVERTED) -> None:
    """Draw the table behind the picture."""
    shown = table(found)
    rates = [name for name in ("share", "rate", "low", "high", "difference", "spent_share") if name in shown]
    number = st.column_config.NumberColumn
    st.dataframe(
        shown.assign(**{name: 100 * shown[name] for name in rates}),
        hide_index=True,
        height="content",
        placeholder="–",
        alt=f"{words.picture(speech)} The rows behind the picture.",
        column_config={
            "people": number("people", format="localized"),
            "share": number("share of all", format="%.1f %%"),
            "converters": number(speech.did, format="localized"),
            "spent": number("spent", format="localized"),
            "spent_share": number("of the money", format="%.1f %%"),
            "rate": number("rate", format="%.1f %%"),
            "low": number("from", format="%.1f %%", help="Lower end of the rate's range."),
            "high": number("to", format="%.1f %%", help="Upper end of the rate's range."),
            "difference": number("versus the rest", format="%+.1f points", help=words.REST),
        },
    )


def settings(dataset: Dataset, rule: Segmentation | None, found: SegmentSizes) -> list[str]:
    """Return what a reader must know to get the same figures, one setting each."""
    rules = rule.of(dataset) if isinstance(rule, Rules | Scores) else None
    groups = rule.of(dataset) if isinstance(rule, Clusters) else None
    rated = found.verdict not in ("unrated", "outcome", "all")
    day, tested = dataset.as_of, int(found.rows["adjusted"].notna().sum())
    return [
        *([rules.name, f"of {rules.unit}s, {rules.when}"] if rules is not None else []),
        rule.describe() if isinstance(rule, Top) else "",
        *(_of_groups(groups) if groups is not None else []),
        words.TAKES[rules.mode] if rules is not None else "",
        TIES if rules is not None and any(map(follow, rules.fields)) else "",
        "95 % Wilson ranges" if rated else "",
        f"each versus the rest, adjusted for {tested} (Benjamini–Hochberg)" if tested > 1 and rated else "",
        f"{day.day} {day:%B %Y}" if day is not None else "",
    ]


def _of_groups(groups: Clusters) -> list[str]:
    alike = f"{NEAREST} by {', '.join(groups.fields)}"
    return [groups.name, f"of customers, {when(groups.moment, day=groups.day)}", alike]
