"""The Budget part of the Plan page: which moves gain under every model, and the visitor's own plan."""

from __future__ import annotations

from functools import partial
from typing import Final

import altair as alt
import pandas as pd
import streamlit as st

from segattr.charts.plan_cells import next_money
from segattr.charts.rates import money_axis
from segattr.charts.theme import Mode, channel_colours, segment_colours
from segattr.plan.budget import Budget
from segattr.plan.response import ELASTICITIES
from segattr.plan.what_if import Measure
from segattr.ui import notes, parts, plan_editor
from segattr.ui import plan_budget_view as figures
from segattr.ui.pictures import draw_chart, kept
from segattr.ui.plan_view import View, change
from segattr.ui.text import esc
from segattr.words import plan_budget as words
from segattr.words.numbers import count, money
from segattr.words.plan_method import BUDGET

SHARE, RESPONSE, MEASURE = "plan.share", "plan.response", "plan.measure"
MOST_MOVES: Final = 12
MOST_IN_FILE: Final = 5_000
NUMBER_AXIS: Final = "format(datum.value, ',.3~r')"


def draw(now: View) -> None:
    """Draw the part; without spend or credit, say which export brings them."""
    dataset = now.dataset
    if dataset.touchpoints is None or dataset.conversions is None:
        st.info(words.NO_CREDIT, icon=":material/upload_file:")
        return
    if not figures.has_spend(now):
        st.info(words.NEEDS, icon=":material/payments:")
        return
    with st.spinner("Working out spend and credit by cell …"):
        budget = figures.found(now)
    if budget is None:
        st.info(words.NEEDS, icon=":material/payments:")
        return
    table = figures.all_moves(now, budget)
    told = figures.finding(now, budget, table)
    st.markdown(words.headline(told, name=esc))
    st.caption(words.CREDIT_NOT_EFFECT)
    notes.under(words.headline(told), words.PICTURE)
    _controls(now)
    chips = settings(now, budget)
    _picture(now, budget, chips)
    _moves(now, budget, table, chips)
    plan_editor.draw(now, budget, chips)
    parts.method(BUDGET)


def settings(now: View, budget: Budget) -> list[str]:
    """Return what is set, one setting each."""
    names = figures.titles(now)
    return [
        *now.settings,
        f"models: {', '.join(names.values())}",
        *now.choices.window.describe(),
        words.BASIS[budget.basis],
        words.RESPONSES[now.plan.elasticity],
        f"a move takes {words.share_moved(now.plan.share)}",
        words.spent(budget.spend, budget.unplaced, budget.outside, now.dataset.currency),
    ]


def _controls(now: View) -> None:
    st.session_state[SHARE], st.session_state[RESPONSE] = now.plan.share, now.plan.elasticity
    st.session_state[MEASURE] = now.plan.measure
    with parts.controls():
        share, response, measure = st.columns([3, 4, 3], vertical_alignment="bottom")
        share.selectbox(
            "A move takes",
            words.SHARES,
            key=SHARE,
            format_func=words.share_moved,
            on_change=lambda: change(share=st.session_state[SHARE]),
        )
        response.selectbox(
            "Response assumed",
            ELASTICITIES,
            key=RESPONSE,
            format_func=words.RESPONSES.__getitem__,
            on_change=lambda: change(elasticity=st.session_state[RESPONSE]),
            help=words.RESPONSE_HELP,
        )
        measure.selectbox(
            "Counted in",
            _measures(now),
            key=MEASURE,
            format_func=words.MEASURES.__getitem__,
            on_change=lambda: change(measure=st.session_state[MEASURE]),
        )


def _measures(now: View) -> list[Measure]:
    orders = now.dataset.conversions
    worth = orders is not None and "value" in orders and bool((orders["value"].fillna(0) != 0).any())
    return ["conversions", "value"] if worth or now.plan.measure == "value" else ["conversions"]


def _picture(now: View, budget: Budget, chips: list[str]) -> None:
    mode = parts.mode()
    draw_chart(_chart(now, budget, mode), key="plan.cells", said=words.PICTURE)
    _, _, folded = figures.next_money(now, budget)
    left = f"{count(folded)} more cells are in the plan below. " if folded else ""
    steered = words.STEERED if budget.basis == "touches" and now.by else ""
    st.caption(f"{words.MARGINAL} {left}{steered}".strip())
    parts.settings_line(chips)


def _chart(now: View, budget: Budget, mode: Mode) -> alt.LayerChart:
    cells, blended, _ = figures.next_money(now, budget)
    of, currency = now.plan.measure, now.dataset.currency
    groups = [str(name) for name in sorted(set(budget.credit["segment" if now.by else "channel"]))]
    return kept(
        next_money,
        cells,
        blended=blended,
        title=words.PICTURE,
        axis=words.axis(of, money(figures.HUNDRED, currency)),
        colours=(segment_colours if now.by else channel_colours)(groups, mode),
        mode=mode,
        label_expr=money_axis(currency) if of == "value" else NUMBER_AXIS,
    )


def _moves(now: View, budget: Budget, table: pd.DataFrame, chips: list[str]) -> None:
    st.subheader(words.MOVES, anchor=False)
    if table.empty:
        return
    drawn = on_screen(now, table.head(MOST_MOVES))
    st.dataframe(drawn, placeholder="–", hide_index=True, alt=words.MOVES)
    if len(table) > MOST_MOVES:
        st.caption(f"{count(len(table) - MOST_MOVES)} more moves are in the download.")
    parts.on_paper(drawn, name="moves")
    parts.downloads(
        table.head(MOST_IN_FILE),
        name="budget-moves",
        title=words.MOVES,
        settings=chips,
        chart=partial(_chart, now, budget, parts.mode()),
        shares=[],
        settings_inside=True,
    )


def on_screen(now: View, table: pd.DataFrame) -> pd.DataFrame:
    """Return moves as they are read."""
    currency, of = now.dataset.currency, now.plan.measure
    moves = [figures.move_of(row) for _, row in table.iterrows()]
    verdicts = [words.VERDICTS[str(name)] for name in table["verdict"]]
    few = [" (few conversions)" if few else "" for few in table["few"]]
    return pd.DataFrame(
        {
            "From": [words.cell(*move.origin) for move in moves],
            "To": [words.cell(*move.target) for move in moves],
            "Money": [money(move.amount, currency) for move in moves],
            "Gain over the models": [words.gain(move.lowest, move.highest, of, currency) for move in moves],
            "Gains under": [f"{said}{more}" for said, more in zip(verdicts, few, strict=True)],
        }
    )
