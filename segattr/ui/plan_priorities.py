"""The Priorities part of the Plan page: whom to call first, by a score whose parts are shown."""

from __future__ import annotations

from functools import partial
from typing import Final

import altair as alt
import pandas as pd
import streamlit as st

from segattr.charts.plan_scores import scores
from segattr.charts.theme import Mode
from segattr.plan.priorities import WEIGHTS, Priorities, priorities
from segattr.ui import notes, parts, store
from segattr.ui.pictures import draw_chart
from segattr.ui.plan_view import View, change
from segattr.ui.text import esc
from segattr.words import plan_priorities as words
from segattr.words.numbers import count, money
from segattr.words.plan_method import PRIORITIES

PREFIX: Final = "plan.weight."
PICTURED: Final = 15
ON_SCREEN: Final = 100
MOST_WEIGHT: Final = 100


def draw(now: View) -> None:
    """Draw the part."""
    found = _found(now)
    first = found.rows.head(words.FIRST)
    st.markdown(_headline(now, found.rows, first, name=esc))
    st.caption(words.ORDERS_WORK)
    notes.under(_headline(now, found.rows, first), words.PICTURE)
    _controls(now, found)
    chips = [*now.settings, words.weights(found.weights), "recency halves every 30 days"]
    mode = parts.mode()
    draw_chart(_picture(found, mode), key="plan.scores", said=words.PICTURE)
    parts.settings_line(chips)
    left = words.missing(found.missing, by_orders=now.by_orders)
    if left:
        st.caption(left)
    drawn = on_screen(now, found, ON_SCREEN)
    st.dataframe(drawn, placeholder="–", hide_index=True, alt="Whom to call first")
    if len(found.rows) > ON_SCREEN:
        st.caption(f"{count(len(found.rows) - ON_SCREEN)} more are in the download.")
    parts.on_paper(drawn, name="priorities")
    parts.downloads(
        found.rows,
        name="priorities",
        title="Whom to call first?",
        settings=chips,
        chart=partial(_picture, found, mode),
        shares=[],
    )
    parts.method(PRIORITIES)


def _found(now: View) -> Priorities:
    weights = dict(now.plan.weights) or None
    if weights is not None and not any(weights.values()):
        weights = None  # all at 0 say nothing; those proposed stand
    work = partial(priorities, now.dataset, now.labels, weights=weights, by_orders=now.by_orders)
    return store.kept(("plan.priorities", now.dataset.key, now.by, now.plan.weights), work)


def _headline(now: View, rows: pd.DataFrame, first: pd.DataFrame, *, name: words.Name = str) -> str:
    whole = float(rows["spent"].sum())
    return words.headline(
        len(rows),
        listed=len(first),
        days=float(first["days_ago"].median()),
        part_of_value=float(first["spent"].sum()) / whole if whole > 0 else float("nan"),
        segments={str(k): int(n) for k, n in first["segment"].value_counts().items()} if now.by else {},
        name=name,
    )


def _controls(now: View, found: Priorities) -> None:
    chosen = dict(now.plan.weights) or WEIGHTS
    there = [name for name in WEIGHTS if name not in found.missing]
    for name in there:
        st.session_state[PREFIX + name] = int(chosen.get(name, 0))

    def follow() -> None:
        kept = {name: float(chosen.get(name, 0.0)) for name in WEIGHTS}
        kept |= {name: float(st.session_state[PREFIX + name]) for name in there}
        change(weights=tuple(kept.items()))

    with parts.controls():
        for name, column in zip(there, st.columns(len(there)), strict=True):
            column.slider(
                words.PARTS[name],
                0,
                MOST_WEIGHT,
                step=5,
                key=PREFIX + name,
                on_change=follow,
                help=words.PARTS_HELP[name],
            )


def _picture(found: Priorities, mode: Mode) -> alt.LayerChart:
    told = {name: words.PARTS[name] for name in found.weights}
    columns = {f"{name}_points": name for name in told}
    people = found.rows.head(PICTURED)[["customer_id", "score", *columns]].rename(columns=columns)
    return scores(people, parts=told, title=words.PICTURE, mode=mode)


def on_screen(now: View, found: Priorities, most: int) -> pd.DataFrame:
    """Return the first rows as they are read."""
    rows, currency = found.rows.head(most), now.dataset.currency
    table = pd.DataFrame(
        {"Place": rows["rank"], "Customer": rows["customer_id"], "Score": rows["score"].round(1)}
    )
    if now.by:
        table["Segment"] = rows["segment"]
    for name in found.weights:
        table[words.PARTS[name]] = rows[f"{name}_points"].round(1)
    seen = rows["last_seen"].dt.strftime("%Y-%m-%d").fillna("")
    table["Last seen"] = seen
    table["Orders"] = rows["orders"]
    table["Spent so far"] = [money(each, currency) for each in rows["spent"]]
    return table
