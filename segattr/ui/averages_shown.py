"""How the Averages page shows a split: picture, table, ranking, and the settings behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

import altair as alt
import pandas as pd
import streamlit as st

from segattr.averages.split import SMALL, Split
from segattr.charts.rates import rates_by_segment
from segattr.charts.theme import NOBODYS, Mode, channel_colours, segment_colours
from segattr.data.dataset import Dataset
from segattr.words.averages import question_of
from segattr.words.averages_table import EVIDENCE, REST, SPLIT_VERDICTS, counted, evidence, standing

SHOWN: Final = ("people", "converters", "rate", "low", "high", "difference", "adjusted", "evidence")
MOST_ROWS: Final = 20
CONVERTED: Final = frozenset({"converted", "conversion", "conversions", "converters"})


def height(table: pd.DataFrame) -> Literal["content", "auto"]:
    """Return how high a table is drawn: all of it, unless it is long; then it scrolls."""
    return "content" if len(table) <= MOST_ROWS else "auto"


def rows(found: Split) -> None:
    """Draw the table behind the picture.

    Parameters
    ----------
    found : the split, as `segattr.averages.split.split` returns it.
    """
    shown = table(found)
    rates = ["rate", "low", "high", "difference"]
    number = st.column_config.NumberColumn
    st.dataframe(
        shown.drop(columns="adjusted").assign(**{name: 100 * shown[name] for name in rates}),
        hide_index=True,
        height=height(shown),
        alt=f"{question_of(found.finding.by)} The rows behind the picture.",
        column_config={
            "people": number("people", format="localized"),
            "converters": number("converted", format="localized"),
            "rate": number("rate", format="%.1f %%"),
            "low": number("from", format="%.1f %%", help="Lower end of the rate's range."),
            "high": number("to", format="%.1f %%", help="Upper end of the rate's range."),
            "difference": number("versus the rest", format="%+.1f points", help=REST),
            "evidence": st.column_config.TextColumn("evidence", help=EVIDENCE),
        },
    )


def table(found: Split) -> pd.DataFrame:
    """Return the rows behind the picture as they are shown and taken along.

    Returns
    -------
    DataFrame : the columns split by under their own names, ``people, converters, rate, low, high, difference,
        adjusted, evidence`` (in words). Rates 0-1, unrounded. A column of the client's called like one of
        these gets a mark behind its name.
    """
    layers = [f"layer {place}" for place in range(len(found.finding.by))]
    rows = found.rows.assign(
        evidence=[
            evidence(p, enough=e) for p, e in zip(found.rows["adjusted"], found.rows["enough"], strict=True)
        ]
    )
    if layers:
        rows["layer 0"] = rows["layer 0"].astype("str").mask(rows["folded"], rows["segment"])
    names = {layer: _free(name) for layer, name in zip(layers, found.finding.by, strict=True)}
    return rows[[*layers, *SHOWN]].rename(columns=names)


def _free(name: str) -> str:
    return f"{name}′" if name in SHOWN else name


def ranking(splits: pd.DataFrame) -> pd.DataFrame:
    """Return the dimensions, the most telling first, with what is to be said of each in words.

    Parameters
    ----------
    splits : from `segattr.averages.telling.telling_splits`.

    Returns
    -------
    DataFrame ``dimension, segments, strength, verdict``; the last two in words.
    """
    telling = splits["verdict"].isin(["telling", "slight"])
    strongest = float(splits.loc[telling, "strength"].max()) if telling.any() else 0.0
    strength = [
        standing(s, strongest=strongest) if tells else "–"
        for s, tells in zip(splits["strength"], telling, strict=True)
    ]
    return splits[["dimension", "segments"]].assign(
        strength=strength, verdict=splits["verdict"].map(SPLIT_VERDICTS)
    )


def outcome_of(dataset: Dataset) -> str:
    """Return the header of the column that says who converted; empty where it says just that.

    Examples
    --------
    >>> outcome_of(Dataset())
    ''
    """
    receipt = dataset.receipts.get("outcomes")
    column = receipt.columns.get("converted", "") if receipt and dataset.outcomes is not None else ""
    return "" if column.casefold() in CONVERTED else column


def settings(dataset: Dataset, found: Split, *, level: float) -> list[str]:
    """Return what a reader must know to get the same figures, one setting each."""
    receipt, tested = dataset.receipts.get("outcomes"), int(found.rows["adjusted"].notna().sum())
    column = receipt.columns.get("converted", "") if receipt else ""
    who = counted(
        outcome=column if dataset.outcomes is not None else None,
        weighted=dataset.outcomes is not None and "people" in dataset.outcomes,
    )
    day = dataset.as_of
    known = () if dataset.customers is None else tuple(dataset.customers.columns)
    touched = [name for name in found.finding.by if dataset.outcomes is None and name not in known]
    return [
        *who,
        f"{', '.join(touched)}: at the first touch" if touched else "",
        f"{level:.0%} Wilson ranges".replace("%", " %"),
        f"each versus the rest, adjusted for {tested} (Benjamini–Hochberg)" if tested else "",
        f"faded: fewer than {SMALL} people",
        f"{day.day} {day:%B %Y}" if day is not None else "",
    ]


def segmentation_of(by: Sequence[str]) -> str:
    """Return the split as the name of a segmentation; empty where the columns' names do not allow one.

    Examples
    --------
    >>> segmentation_of(["visitor", "device"]), segmentation_of(["a, b"])
    ('visitor,device', '')
    """
    awkward = any("," in name or name != name.strip() or name.endswith(".json") for name in by)
    return "" if awkward else ",".join(by)


def colours(dataset: Dataset, cells: pd.DataFrame, by: Sequence[str], mode: Mode) -> dict[str, str]:
    """Return the colours of the first column's values; channels have those of the Attribution page."""
    if not by:
        return {}
    if by[0] == "channel" and dataset.touchpoints is not None:
        channels = dataset.touchpoints["channel"].dropna().unique()
        return channel_colours([*map(str, channels), *NOBODYS], mode)
    return segment_colours([str(name) for name in cells[by[0]].unique()], mode)


def picture(found: Split, colours: Mapping[str, str], mode: Mode) -> alt.LayerChart:
    """Draw the split; rows take the colour of their value in the first column."""
    group = found.rows["layer 0"].astype("str") if found.finding.by else found.rows["segment"]
    return rates_by_segment(
        found.rows.assign(group=group.mask(found.rows["folded"], found.rows["segment"])),
        blended=found.finding.blended.rate,
        title=question_of(found.finding.by),
        colours=colours,
        mode=mode,
    )
