"""The Potential part of the Plan page: what each segment would bring at a comparable rate."""

from __future__ import annotations

from functools import partial
from typing import Final

import altair as alt
import pandas as pd
import streamlit as st

from segattr.averages.cells import cells_of
from segattr.averages.known_before import standings
from segattr.averages.rates import require_rates
from segattr.averages.units import COUNTS, FIELDS_TO_SPLIT_BY, SUM
from segattr.charts.compared import compared
from segattr.charts.theme import Mode, ink, segment_colours
from segattr.errors import UnsuitableData
from segattr.plan.potential import potential
from segattr.segments.segment import segment
from segattr.ui import notes, parts, store
from segattr.ui.pictures import draw_chart
from segattr.ui.plan_view import View, change
from segattr.ui.text import esc
from segattr.words import plan as page_words
from segattr.words import plan_potential as words
from segattr.words.numbers import count, interval, money, percent
from segattr.words.plan_method import POTENTIAL
from segattr.words.plan_potential import Gap

COMPARABLE, EQUAL = "plan.comparable", "plan.equal"
SEGMENT: Final = "(segment)"  # the dimension that holds the segments; no file's column is called so
MOST_ROWS: Final = 12


def draw(now: View) -> None:
    """Draw the part; where segments have no rates, say why."""
    if not now.by:
        st.info(page_words.NO_SEGMENTS, icon=":material/group:")
        return
    if now.by_orders:
        st.info(words.BY_ORDERS, icon=":material/sync_problem:")
        return
    try:
        cells = _cells(now)
    except UnsuitableData:
        st.info(words.NO_OUTCOMES, icon=":material/upload_file:")
        return
    equal = _equal(now, cells)
    rows = _rows(now, equal)
    st.markdown(_headline(now, rows, equal, name=esc))
    st.caption(words.NOT_A_PROMISE)
    notes.under(_headline(now, rows, equal), words.PICTURE)
    _controls(now, cells, equal)
    chips = settings(now, equal)
    mode = parts.mode()
    draw_chart(_picture(now, rows, mode), key="plan.gaps", said=words.PICTURE)
    parts.settings_line(chips)
    drawn = on_screen(now, rows)
    st.dataframe(drawn, placeholder="–", hide_index=True, alt=words.PICTURE)
    parts.on_paper(drawn, name="potential")
    parts.downloads(
        rows,
        name="potential",
        title=words.PICTURE,
        settings=chips,
        chart=partial(_picture, now, rows, mode),
        shares=["rate", "low", "high", "comparable", "comparable_low", "comparable_high", "covered"],
        settings_inside=True,
    )
    parts.method(POTENTIAL)


def settings(now: View, equal: str) -> list[str]:
    """Return what is set, one setting each."""
    return [
        *now.settings,
        f"held against {words.COMPARABLES[now.plan.comparable]}",
        f"at equal mix of {equal}" if equal else "nothing held equal",
        "95 % ranges (Wilson, Newcombe); gaps: Bonferroni over the segments",
    ]


def _cells(now: View) -> pd.DataFrame:
    def work() -> pd.DataFrame:
        require_rates(now.dataset)
        labels = segment(now.dataset, now.by)
        return cells_of(store.units(now.dataset.key), {SEGMENT: labels})

    return store.kept(("plan.cells", now.dataset.key, now.by), work)


def _rows(now: View, equal: str) -> pd.DataFrame:
    work = partial(potential, _cells(now), by=SEGMENT, comparable=now.plan.comparable, equal=equal)
    return store.kept(("plan.potential", now.dataset.key, now.by, now.plan.comparable, equal), work)


def _offered(now: View, cells: pd.DataFrame) -> list[str]:
    """Return the columns that may be held equal: known before, and not what makes the segments."""
    names = [
        str(name)
        for name in cells
        if name != SEGMENT
        and name not in COUNTS
        and not str(name).startswith(SUM)
        and name not in now.columns
    ]
    before = store.kept(("plan.before", now.dataset.key), partial(standings, store.units(now.dataset.key)))
    known = set(before["dimension"][before["standing"] == "before"])
    return [name for name in names if name in known]


def _equal(now: View, cells: pd.DataFrame) -> str:
    """Return the column held equal: the one chosen, else the customers' most telling one known before."""
    offered = _offered(now, cells)
    if now.plan.equal == words.NOTHING:
        return ""
    if now.plan.equal in offered:
        return now.plan.equal
    ranked = store.splits(now.dataset.key)
    of_people = [name for name in offered if name not in FIELDS_TO_SPLIT_BY]
    telling = ranked[(ranked["verdict"] == "telling") & ranked["dimension"].isin(of_people)]
    return str(telling["dimension"].iloc[0]) if len(telling) else ""


def _controls(now: View, cells: pd.DataFrame, equal: str) -> None:
    st.session_state[COMPARABLE], st.session_state[EQUAL] = now.plan.comparable, equal or words.NOTHING
    with parts.controls():
        beside, held = st.columns(2, vertical_alignment="bottom")
        beside.selectbox(
            "Held against",
            list(words.COMPARABLES),
            key=COMPARABLE,
            format_func=words.COMPARABLES.__getitem__,
            on_change=lambda: change(comparable=st.session_state[COMPARABLE]),
        )
        held.selectbox(
            "Held equal",
            [words.NOTHING, *_offered(now, cells)],
            key=EQUAL,
            on_change=lambda: change(equal=st.session_state[EQUAL]),
            help=words.EQUAL_HELP,
        )


def _headline(now: View, rows: pd.DataFrame, equal: str, *, name: words.Name = str) -> str:
    large = rows[~rows["small"]]
    best = large[large["more_low"] > 0].head(1)
    said: words.Verdict = "small" if large.empty else "found" if len(best) else "none"
    gap = _gap(best.iloc[0]) if len(best) else None
    return words.headline(
        said,
        gap,
        beside=words.COMPARABLES[now.plan.comparable],
        equal=equal,
        currency=now.dataset.currency,
        name=name,
    )


def _gap(row: pd.Series) -> Gap:
    figures = ("rate", "low", "high", "comparable", "more_low", "more", "value_low", "margin_low")
    return Gap(str(row["segment"]), int(row["people"]), *(float(row[name]) for name in figures))


def _picture(now: View, rows: pd.DataFrame, mode: Mode) -> alt.LayerChart:
    shown = rows.head(MOST_ROWS)
    own = shown.rename(columns={"segment": "row"}).assign(side="this segment")
    ends = {"comparable": "rate", "comparable_low": "low", "comparable_high": "high"}
    peers = shown[["segment", *ends]].rename(columns={"segment": "row", **ends})
    beside = words.COMPARABLES[now.plan.comparable]
    peers = peers.assign(side=beside, people=float("nan"))
    columns = ["row", "side", "people", "rate", "low", "high"]
    both = pd.concat([own[columns], peers[columns]]).dropna(subset="rate")
    hue = segment_colours([str(name) for name in rows["segment"]], mode)
    first = hue.get(str(shown["segment"].iloc[0]), ink(mode).text)
    return compared(
        both,
        title=words.PICTURE,
        colours={"this segment": first, beside: ink(mode).others},
        mode=mode,
        blended=float(rows["converters"].sum() / max(rows["people"].sum(), 1)),
    )


def on_screen(now: View, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows as they are read."""
    currency, known = now.dataset.currency, rows["value"].notna().any()
    margin = rows["margin"].notna().any()
    ranges = [
        f"{percent(rate)} {interval(low, high)}"
        for rate, low, high in zip(rows["rate"], rows["low"], rows["high"], strict=True)
    ]
    table = pd.DataFrame(
        {
            "Segment": rows["segment"],
            "People": [count(n) for n in rows["people"]],
            "Converted": ranges,
            words.COMPARABLES[now.plan.comparable].capitalize(): [percent(n) for n in rows["comparable"]],
            "More, at least": [_if(count(n), n) for n in rows["more_low"]],
            "More, as it is": [_if(count(n), n) for n in rows["more"]],
        }
    )
    if known:
        table["Revenue at least"] = [_if(money(n, currency), n) for n in rows["value_low"]]
    if margin:
        table["Margin at least"] = [_if(money(n, currency), n) for n in rows["margin_low"]]
    table["Read as"] = [
        words.said(bool(small), float(least), float(highest), float(covered))
        for small, least, highest, covered in zip(
            rows["small"], rows["more_low"], rows["gap_high"], rows["covered"], strict=True
        )
    ]
    return table


def _if(written: str, amount: float) -> str:
    """Return a figure as it is read, nothing where there is no potential."""
    return written if amount > 0 else ""
