"""The table of the Attribution page: as it is read, sorted by what matters, cut to what is picked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import altair as alt
import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from segattr.attribution.registry import MODELS
from segattr.reduce.summary import NO_TOUCH
from segattr.ui import parts
from segattr.ui.attribution_controls import PREFIX
from segattr.ui.attribution_view import View
from segattr.words import attribution as words
from segattr.words.numbers import SIGNS

SORT = PREFIX + "sort"
Sheet = Callable[[], alt.ConcatChart]  # all pictures as one, drawn when a file of it is asked for


def sorted_by() -> str:
    """Ask what puts the rows in order."""
    chosen = st.segmented_control(
        "Sort the table",
        list(words.SORTED),
        default="credit",
        required=True,
        format_func=lambda name: words.SORTED[name],
        key=SORT,
        label_visibility="collapsed",
        persist_state="session",
    )
    return str(chosen or "credit")


def on_screen(shown: View, *, sort: str = "credit", only: Sequence[str] = ()) -> pd.DataFrame:
    """Return the side-by-side table as it is read: shares in percent, no second naming of what models say.

    Parameters
    ----------
    sort : ``credit`` or ``disagreement``, the most first; ``(no touch)`` stays last in its segment.
    only : the channels kept; none for all.
    """
    place = {each.segment: rank for rank, each in enumerate(shown.leads)}
    rows = shown.table.drop(columns=["lowest", "highest"])
    rows = rows[rows["channel"].isin(list(only))] if only else rows
    if sort == "disagreement":
        rows = rows.sort_values(sort, ascending=False, kind="stable")
    untouched = rows["channel"] == NO_TOUCH
    seat = rows["segment"].map(place).fillna(0).to_numpy() * 2 + untouched.to_numpy()
    rows = rows.iloc[seat.argsort(kind="stable")].reset_index(drop=True)
    rows = rows.assign(leads=_leads(rows, shown))
    figures = [*shown.choices.models, "disagreement"]
    if shown.choices.measure == "share":
        rows = rows.assign(**{name: rows[name] * 100 for name in figures})
    return rows if shown.leads else rows.drop(columns="segment")


def columns(shown: View, currency: str = "") -> dict[str, ColumnConfig]:
    """Return how `on_screen` is written: titles, digits, and what the disagreement means."""
    ways = {
        "share": "%.1f %%",
        "conversions": "%.1f",
        **dict.fromkeys(("value", "margin"), f"{sign_of(currency)}%.0f"),
    }
    way = ways[shown.choices.measure]
    figures = {
        name: st.column_config.NumberColumn(title, format=way, help=MODELS[name].meaning)
        for name, title in shown.titles.items()
    }
    apart = "%.1f points" if shown.choices.measure == "share" else way
    return {
        "segment": st.column_config.TextColumn("Segment"),
        "channel": st.column_config.TextColumn(words.TOUCH_BY[shown.choices.touch_by]),
        **figures,
        "disagreement": st.column_config.NumberColumn("Disagreement", format=apart, help=words.DISAGREEMENT),
        "leads": st.column_config.TextColumn("Leads in", help=words.LEADS),
    }


def ranges(shown: View, *, only: Sequence[str] = ()) -> pd.DataFrame:
    """Return each share with its interval in words, models beside each other.

    Parameters
    ----------
    only : the channels kept; none for all.
    """
    columns = (shown.credit[name] for name in ("share", "low", "high"))
    rows = shown.credit.assign(said=list(map(words.ranged, *columns)))
    wide = rows.pivot(index=["segment", "channel"], columns="model", values="said").reset_index()
    order = on_screen(shown, only=only)[["segment", "channel"] if shown.leads else ["channel"]]
    return order.merge(wide, how="left")[[*order.columns, *shown.choices.models]]


def range_titles(shown: View) -> dict[str, str]:
    """Return what stands above the columns of `ranges`."""
    return {"segment": "Segment", "channel": words.TOUCH_BY[shown.choices.touch_by], **shown.titles}


def range_columns(shown: View) -> dict[str, ColumnConfig]:
    """Return the same for the table on the screen."""
    return {name: st.column_config.TextColumn(title) for name, title in range_titles(shown).items()}


def written(rows: pd.DataFrame, shown: View, currency: str = "") -> pd.DataFrame:
    """Return the rows of `on_screen` in words, for paper."""
    figures = [*shown.choices.models, "disagreement"]
    ways = {"share": "{:.1f} %", "conversions": "{:,.1f}"}
    way = ways.get(shown.choices.measure, f"{sign_of(currency)}{{:,.0f}}").format
    text = rows.assign(**{name: [way(figure) for figure in rows[name]] for name in figures})
    titles = {"segment": "Segment", "channel": words.TOUCH_BY[shown.choices.touch_by], **shown.titles}
    return text.rename(columns=titles | {"disagreement": "Disagreement", "leads": "Leads in"})


def sign_of(currency: str) -> str:
    """Return what stands before an amount; no percent sign, which would be read as a format."""
    sign = SIGNS.get(currency, f"{currency} " if currency else "")
    return sign.translate({ord(mark): None for mark in "%{}"})


def downloads(shown: View, sheet: Sheet | None) -> None:
    """Draw the buttons of the files: the comparison with its pictures, and the credit by model."""
    parts.downloads(
        shown.table,
        name="models_side_by_side",
        title=words.QUESTION,
        settings=shown.settings,
        settings_inside=True,
        chart=sheet,
        shares=shown.shares,
    )
    parts.downloads(
        shown.credit,
        name="credit",
        title=words.ONE_ROW_PER_MODEL,
        settings=shown.settings,
        settings_inside=True,
        label=words.ONE_ROW_PER_MODEL,
    )


def _leads(rows: pd.DataFrame, shown: View) -> list[str]:
    """Write in how many models each row's channel comes first."""
    n_models = len(shown.choices.models)
    keys = zip(rows["segment"], rows["channel"], strict=True)
    return [f"{n} of {n_models}" if (n := int(shown.firsts.get(key, 0))) else "" for key in keys]
