"""What the segments buy, drawn."""

from __future__ import annotations

from functools import partial
from typing import Final

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from segattr.charts.grid import grid
from segattr.charts.theme import Mode
from segattr.ui import value_box, value_store
from segattr.ui.text import esc
from segattr.ui.value_view import View
from segattr.value.baskets import Baskets
from segattr.value.lifetime import FEWEST_CUSTOMERS
from segattr.words import value as page_words
from segattr.words import value_more as words
from segattr.words.averages_table import evidence_of_p
from segattr.words.numbers import count, percent

CHANCE: Final = 0.05
MOST_SEGMENTS: Final = 8  # of the picture, those of most orders; the table holds all
STRONGEST: Final = 1.5  # doublings; who buys three times as often is as dark as who buys ten times


def draw(now: View) -> None:
    """Draw which products or categories each segment's orders hold."""
    columns = value_store.categories(now)
    if not columns:
        st.info(words.NO_CATEGORIES)
        return
    column = value_box.choose(words.CATEGORY, key="value.category", options=columns)
    found = value_store.bought(now, column)
    st.markdown(headline(found))
    st.caption(f"{words.BASKETS_NOTE} {small(found)}".rstrip())
    if found.first_line:
        st.warning(words.FIRST_LINE, icon=":material/warning:")
    value_box.figures(
        on_screen(found, page_words.MEASURES[now.money]),
        found.rows,
        partial(picture, found, column),
        name="baskets",
        title=words.BASKETS_PICTURE,
        label="What they buy",
        chips=settings(now, column),
        shares=[name for name in found.rows if name in SHARES],
    )


SHARES: Final = (
    *("share", "low", "high", "rest", "money_share", "money_low", "money_high", "money_rest"),
    *("margin_rate", "margin_low", "margin_high"),
)


def headline(found: Baskets) -> str:
    """Return what tells the segments' orders apart most."""
    rows = found.rows
    sums = rows.groupby("category", sort=False)[["category_orders", "orders"]].sum()
    held, orders = (float(sums[name].to_numpy(float)[0]) for name in sums)
    top = (str(sums.index[0]), held / orders, orders)
    sure = rows[rows["adjusted"] <= CHANCE]
    if sure.empty:
        return words.basket(None, top, small=bool(rows["small"].all()), name=esc)
    far = (sure["share"] - sure["rest"]).abs().sort_values(ascending=False, kind="stable")
    row = sure.loc[far.index].to_dict("records")[0]
    return words.basket({str(name): value for name, value in row.items()}, top, small=False, name=esc)


def small(found: Baskets) -> str:
    """Return which segments are too small to say."""
    names = found.rows.loc[found.rows["small"], "segment"].drop_duplicates().tolist()
    return words.too_small(names, FEWEST_CUSTOMERS, 0, name=esc)


def picture(found: Baskets, column: str, mode: Mode) -> alt.LayerChart:
    """Draw a cell per category and segment, coloured by how often it was bought beside everybody else."""
    largest = found.rows.groupby("segment")["orders"].first().nlargest(MOST_SEGMENTS).index
    order = {name: place for place, name in enumerate(largest)}
    rows = found.rows[found.rows["segment"].isin(largest)]
    rows = rows.sort_values("segment", key=lambda names: names.map(order), kind="stable")
    alone = len(largest) == 1
    bounds = 2.0**-STRONGEST, 2.0**STRONGEST
    only_here = (rows["rest"] == 0) & (rows["share"] > 0)
    times = np.log2(rows["index"].mask(only_here, bounds[1]).fillna(1.0).clip(*bounds))
    # Names stand side by side below the picture: those that take less room.
    widths = {name: _room(rows, name) for name in ("segment", "category")}
    across, down = sorted(widths, key=widths.__getitem__)
    cells = pd.DataFrame(
        {
            "row": rows[down],
            "column": rows[across],
            "figure": rows["share"] if alone else times.mask(rows["small"], 0.0),
            "words": rows["share"].map(percent),
            "people": rows["orders"],
            "sure": (rows["adjusted"] <= CHANCE) | alone,
        }
    )
    said = f"share of orders, by {column}"
    return grid(cells, title=words.BASKETS_PICTURE, across=said, mode=mode, around=None if alone else 0.0)


def on_screen(found: Baskets, measure: str) -> pd.DataFrame:
    """Return the rows as they are read."""
    rows = found.rows
    table = pd.DataFrame(
        {
            "Bought": rows["category"],
            "Segment": rows["segment"],
            "Orders": rows["orders"].map(count),
            "Of the orders": value_box.with_range(rows, "share", "low", "high"),
            "All others' orders": rows["rest"].map(percent),
            "Times as often": [f"{times:.2f}" if times == times else "–" for times in rows["index"]],
            f"Of the {measure}": value_box.with_range(rows, "money_share", "money_low", "money_high"),
            f"All others' {measure}": rows["money_rest"].map(percent),
        }
    )
    if "margin_rate" in rows:
        table["Margin ÷ revenue"] = value_box.with_range(rows, "margin_rate", "margin_low", "margin_high")
    said = rows["adjusted"].map(evidence_of_p)
    return table.assign(Evidence=said.where(~rows["small"], "too few customers"))


def settings(now: View, column: str) -> list[str]:
    """Return what is set, one setting each."""
    return [
        f"customers by {now.offered[now.by]}",
        f"told by {column}",
        "95 % ranges over customers (Wilson on orders ÷ design effect; Hall for money)",
        "against all others: Holm over all cells",
        f"picture: at most the {MOST_SEGMENTS} segments of most orders",
    ]


def _room(rows: pd.DataFrame, name: str) -> int:
    """Return how many letters the names of a column take side by side, each as much as the longest."""
    names = set(rows[name])
    return len(names) * max(len(str(each)) for each in names)
