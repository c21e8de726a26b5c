"""What was put into each segment beside what it brought, drawn."""

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
from segattr.ui.value_shown import MOST_ROWS
from segattr.ui.value_view import View
from segattr.value.effort import FEWEST_BUYERS, MEASURES, Effort
from segattr.value.lifetime import FEWEST_CUSTOMERS
from segattr.words import value as page_words
from segattr.words import value_more as words
from segattr.words.numbers import count

STRONGEST: Final = 1.5  # doublings


def draw(now: View) -> None:
    """Draw who gets more than the others and brings less."""
    if now.dataset.touchpoints is None:
        st.info(words.NO_EFFORT)
        return
    if not now.split:
        st.info(words.SPLIT_FIRST)
        return
    found, currency = value_store.put_in(now), now.dataset.currency
    st.markdown(headline(found, currency))
    small = found.rows.loc[found.rows["small"], "segment"].tolist()
    told = words.too_small(small, FEWEST_CUSTOMERS, FEWEST_BUYERS, name=esc)
    left = page_words.unplaced(found.unplaced, 0.0, currency)
    st.caption(" ".join(filter(None, (words.EFFORT_NOTE, told, left))))
    value_box.figures(
        on_screen(found, currency),
        found.rows,
        partial(picture, found, currency),
        name="effort",
        title=words.EFFORT_PICTURE,
        label="Got and brought",
        chips=settings(now, found),
    )


def headline(found: Effort, currency: str) -> str:
    """Return who got more and brought less."""
    records = found.rows[found.rows["under"] & ~found.rows["small"]].to_dict("records")
    under = [{str(name): value for name, value in row.items()} for row in records]
    judged = bool((~found.rows["small"]).any())
    return words.effort(under, found.by, currency, judged=judged, name=esc)


def picture(found: Effort, currency: str, mode: Mode) -> alt.LayerChart:
    """Draw what a person got and brought, coloured by how that stands to everybody else."""
    rows = found.rows.head(MOST_ROWS)
    parts = [
        pd.DataFrame(
            {
                "row": rows["segment"],
                "column": words.GOT[name],
                "figure": _doublings(rows[name], rows[f"{name}_rest"]),
                "words": [words.amount(figure, name, currency) for figure in rows[name]],
                "people": rows["people"],
                "sure": rows[f"{name}_side"] != 0,
            }
        )
        for name in MEASURES
        if name in rows
    ]
    cells = pd.concat(parts, ignore_index=True)
    return grid(cells, title=words.EFFORT_PICTURE, across="per person", mode=mode, around=0.0)


def on_screen(found: Effort, currency: str) -> pd.DataFrame:
    """Return the rows as they are read."""
    rows = found.rows
    table = pd.DataFrame(
        {
            "Segment": rows["segment"],
            "People": rows["people"].map(count),
            "Buyers": rows["buyers"].map(count),
        }
    )
    for name in MEASURES:
        if name in rows:
            table[f"{words.GOT[name]} per person"] = _with_range(rows, name, currency)
            table[f"{words.GOT[name]}, all others"] = [
                words.amount(figure, name, currency) if figure == figure else "–"
                for figure in rows[f"{name}_rest"]
            ]
    said = np.select([rows["small"], rows["under"]], ["too small to say", "gets more, brings less"], "")
    return table.assign(Verdict=said)


def settings(now: View, found: Effort) -> list[str]:
    """Return what is set, one setting each."""
    return [
        f"people by {now.offered[now.by]}",
        f"{page_words.MEASURES[now.money]} of all orders",
        f"judged by {'spend' if found.by == 'spend' else 'touches; nobody knows the spend'}",
        "95 % ranges of an average (Hall)",
        "against all others: Bonferroni over the segments",
    ]


def _doublings(figures: pd.Series, rest: pd.Series) -> np.ndarray:
    """Return how many times the figure of the rest it is, in doublings; 0 where that cannot be said."""
    mine, others = figures.to_numpy(float), rest.to_numpy(float)
    known = (mine > 0) & (others > 0)
    times = np.log2(np.where(known, mine, 1.0) / np.where(known, others, 1.0))
    return np.clip(times, -STRONGEST, STRONGEST)


def _with_range(rows: pd.DataFrame, name: str, currency: str) -> list[str]:
    ends = rows[[name, f"{name}_low", f"{name}_high"]].itertuples(index=False)
    return [
        f"{words.amount(middle, name, currency)} "
        f"({words.amount(low, name, '')}–{words.amount(high, name, '')})"
        if low == low
        else words.amount(middle, name, currency)
        for middle, low, high in ends
    ]
