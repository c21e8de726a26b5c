"""How the Averages page shows a split: picture, table, ranking, and the settings behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Final, Literal

import altair as alt
import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from segattr.averages.split import Split, named
from segattr.charts.rates import rates_by_segment
from segattr.charts.theme import NOBODYS, Mode, channel_colours, segment_colours
from segattr.data.dataset import Dataset
from segattr.ui.pictures import kept
from segattr.words.averages import Finding, question_of
from segattr.words.averages_metrics import METRICS, written, written_difference, written_stake
from segattr.words.averages_table import EVIDENCE, REST, SPLIT_VERDICTS, STAKE, evidence, standing
from segattr.words.numbers import SIGNS

RATE_NAMES: Final = {"n": "people", "contributors": "converters", "rate": "rate"}
AVERAGE_NAMES: Final = {"n": "people", "contributors": "contributing", "rate": "average"}
FIGURES: Final = ("n", "contributors", "rate", "low", "high", "difference", "stake", "adjusted", "evidence")
MOST_ROWS: Final = 20


def question(shown: Finding) -> str:
    """Return what the picture of a finding asks."""
    return question_of(shown.by, shown.metric, shown.outcome)


def height(table: pd.DataFrame) -> Literal["content", "auto"]:
    """Return how high a table is drawn: all of it, unless it is long; then it scrolls."""
    return "content" if len(table) <= MOST_ROWS else "auto"


def rows(found: Split, *, key: str, on_select: Callable[[], None]) -> None:
    """Draw the table behind the picture; a row can be picked.

    Parameters
    ----------
    found : the split, as `segattr.averages.split.split` returns it.
    """
    shown = on_screen(found)
    st.dataframe(
        shown,
        placeholder="–",
        hide_index=True,
        height=height(shown),
        key=key,
        selection_mode="single-row",
        on_select=on_select,
        alt=f"{question(found.finding)} The rows behind the picture.",
        column_config=columns(found),
    )


@lru_cache(maxsize=256)
def table(found: Split) -> pd.DataFrame:
    """Return the rows behind the picture as they are taken along; leave them as they are.

    Returns
    -------
    DataFrame : the columns split by under their own names; ``people, converters, rate, low, high``, of an
        average ``people, contributing, average, low, high``; ``difference`` (to the rest), ``stake``,
        ``adjusted``, ``evidence`` (in words). Rates 0-1, unrounded. A column of the client's called like one
        of these gets a mark behind its name.
    """
    layers = [f"layer {place}" for place in range(len(found.finding.by))]
    said = zip(found.rows["adjusted"], found.rows["enough"], strict=True)
    rows = found.rows.assign(evidence=[evidence(p, enough=enough) for p, enough in said])
    if layers:
        rows["layer 0"] = rows["layer 0"].astype("object").mask(rows["folded"], rows["segment"])
        rows[layers] = rows[layers].astype("object").fillna("").astype("str")
    own = AVERAGE_NAMES if found.finding.metric != "rate" else RATE_NAMES
    taken = {own.get(name, name) for name in FIGURES}
    names = {layer: _free(name, taken) for layer, name in zip(layers, found.finding.by, strict=True)}
    whole = {name: _whole(rows[name]) for name in ("n", "contributors")}
    return rows.assign(**whole)[[*layers, *FIGURES]].rename(columns=names | own)


def on_screen(found: Split) -> pd.DataFrame:
    """Return the table as it is read: rates in percent, evidence in words only."""
    shown = table(found).drop(columns="adjusted")
    if found.finding.metric != "rate":
        return shown
    return shown.assign(**{name: 100 * shown[name] for name in ("rate", "low", "high", "difference")})


def on_paper(found: Split) -> pd.DataFrame:
    """Return the table as it is printed: every figure written out."""
    shown, metric, currency = table(found), found.finding.metric, found.finding.currency
    own = AVERAGE_NAMES if metric != "rate" else RATE_NAMES
    said = dict.fromkeys((own["rate"], "low", "high"), written)
    said |= {"difference": written_difference, "stake": written_stake}
    words = {name: [say(v, metric, currency=currency) for v in shown[name]] for name, say in said.items()}
    return shown.assign(**words).drop(columns="adjusted")


def columns(found: Split) -> dict[str, ColumnConfig]:
    """Return how `on_screen` is written."""
    number, words = st.column_config.NumberColumn, METRICS[found.finding.metric]
    stake = (
        found.finding.units(2) if found.finding.outcome and found.finding.metric == "rate" else words.stake
    )
    sign = SIGNS.get(found.finding.currency, "")
    figure = {"share": "%.1f %%", "money": f"{sign}%.2f", "number": "%.4f"}[words.unit]
    apart = {"share": "%+.1f points", "money": f"%+.2f{' ' * bool(sign)}{sign}", "number": "%+.4f"}[
        words.unit
    ]
    return {
        "people": number(found.finding.units(2), format="localized"),
        "converters": number(found.finding.outcome or "converted", format="localized"),
        "contributing": number("of them contributing", format="localized"),
        "rate": number("rate", format=figure),
        "average": number(words.figure, format=figure),
        "low": number("from", format=figure, help="Lower end of the range."),
        "high": number("to", format=figure, help="Upper end of the range."),
        "difference": number("versus the rest", format=apart, help=REST),
        "stake": number(f"{stake} at stake", format="%+.0f", help=STAKE),
        "evidence": st.column_config.TextColumn("evidence", help=EVIDENCE),
    }


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


def segmentation_of(by: Sequence[str]) -> str:
    """Return the split as the name of a segmentation; empty where the columns' names do not allow one.

    Examples
    --------
    >>> segmentation_of(["visitor", "device"]), segmentation_of(["a, b"]), segmentation_of(["@Tiers"])
    ('visitor,device', '', '@Tiers')
    """
    if len(by) == 1 and named(by[0]) != by[0]:
        return by[0]
    awkward = any("," in n or n != n.strip() or n.endswith(".json") or n.startswith(("@", "{")) for n in by)
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
    rows = found.rows.assign(
        group=group.mask(found.rows["folded"], found.rows["segment"]),
        people=_whole(found.rows["n"]),
        converters=_whole(found.rows["contributors"]),
    )
    shown = found.finding
    return kept(
        rates_by_segment,
        rows,
        blended=shown.blended.rate,
        title=question(shown),
        colours=colours,
        mode=mode,
        metric=shown.metric,
        currency=shown.currency,
        everyone=shown.everyone,
        units=shown.units(2),
        did=shown.outcome or "converted",
    )


def _free(name: str, taken: set[str]) -> str:
    return f"{name}′" if name in taken else name


def _whole(counts: pd.Series) -> pd.Series:
    return counts.astype("int64") if (counts == counts.round()).all() else counts
