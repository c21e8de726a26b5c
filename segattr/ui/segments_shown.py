"""How the Segments page shows a set: picture, table and the settings behind them."""

from __future__ import annotations

import altair as alt
import pandas as pd
import streamlit as st

from segattr.averages.segment_sizes import SegmentSizes
from segattr.charts.rates import rates_by_segment
from segattr.charts.sizes import sizes_by_segment
from segattr.charts.theme import Mode, segment_colours
from segattr.data.dataset import Dataset
from segattr.segments.rules import Rules
from segattr.words import segments as words
from segattr.words.numbers import count, percent, points

FIGURES = ("segment", "people", "share", "converters", "rate", "low", "high", "difference", "evidence")


def picture(found: SegmentSizes, mode: Mode) -> alt.LayerChart | None:
    """Draw size and rate of every segment anybody is in; only the size where nobody knows who converted."""
    rows = found.rows[found.rows["people"] > 0].reset_index(drop=True)
    if not len(rows):
        return None
    colours = segment_colours([str(name) for name in rows["segment"]], mode)
    if found.verdict == "unrated":
        return sizes_by_segment(rows, title=words.SIZES, colours=colours, mode=mode)
    return rates_by_segment(rows, blended=found.rate, title=words.PICTURE, colours=colours, mode=mode)


def table(found: SegmentSizes) -> pd.DataFrame:
    """Return the rows behind the picture as they are taken along, unrounded; evidence in words."""
    rows = found.rows.assign(evidence=[words.evidence(row) for row in found.rows.to_dict("records")])
    columns = ["segment", "people", "share"] if found.verdict == "unrated" else list(FIGURES)
    return rows[columns]


def on_paper(found: SegmentSizes) -> pd.DataFrame:
    """Return the rows as they are printed: every figure written out."""
    shown = table(found)
    shares = [name for name in ("share", "rate", "low", "high") if name in shown]
    counts = [name for name in ("people", "converters") if name in shown]
    written = {name: [percent(value, decimals=1) for value in shown[name]] for name in shares}
    written |= {name: [count(value) for value in shown[name]] for name in counts}
    if "difference" in shown:
        written["difference"] = [points(value) for value in shown["difference"]]
    return shown.assign(**written)


def rows(found: SegmentSizes) -> None:
    """Draw the table behind the picture."""
    shown = table(found)
    rates = [name for name in ("share", "rate", "low", "high", "difference") if name in shown]
    number = st.column_config.NumberColumn
    st.dataframe(
        shown.assign(**{name: 100 * shown[name] for name in rates}),
        hide_index=True,
        height="content",
        alt=f"{words.PICTURE} The rows behind the picture.",
        column_config={
            "people": number("people", format="localized"),
            "share": number("share of all", format="%.1f %%"),
            "converters": number("converted", format="localized"),
            "rate": number("rate", format="%.1f %%"),
            "low": number("from", format="%.1f %%", help="Lower end of the rate's range."),
            "high": number("to", format="%.1f %%", help="Upper end of the rate's range."),
            "difference": number("versus the rest", format="%+.1f points", help=words.REST),
        },
    )


def settings(dataset: Dataset, rules: Rules | None, found: SegmentSizes) -> list[str]:
    """Return what a reader must know to get the same figures, one setting each."""
    day, tested = dataset.as_of, int(found.rows["adjusted"].notna().sum())
    return [
        *([rules.name, f"of {rules.unit}s, at {rules.moment}"] if rules is not None else []),
        "the first segment that fits takes the person" if rules is not None else "",
        "95 % Wilson ranges" if found.verdict != "unrated" else "",
        f"each versus the rest, adjusted for {tested} (Benjamini–Hochberg)" if tested > 1 else "",
        f"{day.day} {day:%B %Y}" if day is not None else "",
    ]
