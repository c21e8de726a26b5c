"""The visitor's own plan: money per cell, edited in a table, and what it would bring under each model."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import streamlit as st

from segattr.plan.budget import CELL, Budget
from segattr.plan.what_if import MOST_GROWN, Cell, WhatIf
from segattr.ui import parts, state
from segattr.ui import plan_budget_view as figures
from segattr.ui.plan_view import View, change
from segattr.ui.text import esc
from segattr.words import plan_budget as words
from segattr.words.attribution import TOUCH_BY
from segattr.words.numbers import SIGNS, money

BASE, GENERATION = "plan.editor.base", "plan.editor.generation"
PLANNED: Final = "Planned"


def draw(now: View, budget: Budget, chips: list[str]) -> None:
    """Draw the plan: its sentence, the cells to edit, the models' totals, and the ways to take it along."""
    st.subheader(words.PLAN, anchor=False)
    plan = figures.planned(now, budget)
    of, currency = now.plan.measure, now.dataset.currency
    changes = plan.totals["change"]
    st.markdown(
        words.planned(
            plan.verdict,
            plan.moved,
            plan.planned - plan.spent,
            float(changes.min()),
            float(changes.max()),
            of=of,
            currency=currency,
        )
    )
    if plan.stretched:
        names = [esc(words.cell(*cell)) for cell in plan.stretched]
        st.warning(words.stretched(names, MOST_GROWN), icon=":material/warning:")
    _buttons(now, budget)
    with st.container(key="on-screen-plan"):
        st.caption(words.EDIT)
        _editor(now, budget, plan)
    totals = _totals(now, plan)
    st.dataframe(totals, placeholder="–", hide_index=True, alt="What the plan would bring, by model")
    parts.on_paper(_cells(now, plan), name="plan-cells")
    parts.on_paper(totals, name="plan-totals")
    parts.downloads(
        plan.cells,
        name="budget-plan",
        title=words.PLAN,
        settings=[*chips, f"planned: {money(plan.planned, currency)} of {money(plan.spent, currency)} now"],
        shares=[],
        label="Plan",
        settings_inside=True,
    )


def _buttons(now: View, budget: Budget) -> None:
    table = figures.all_moves(now, budget)
    solid = table[~table["few"] & table["verdict"].isin(["sure", "every"])]
    with st.container(horizontal=True):
        st.button(
            "Plan the best move",
            icon=":material/add:",
            disabled=solid.empty,
            on_click=_take,
            args=(now, budget, solid.head(1)),
            key="plan.take",
            help="Puts the first move that gains under every model, on enough conversions, into the plan.",
        )
        st.button(
            "Back to what is spent now",
            icon=":material/undo:",
            disabled=not now.plan.amounts(now.where),
            on_click=_keep,
            args=(now, {}),
            key="plan.reset",
        )


def _take(now: View, budget: Budget, best: pd.DataFrame) -> None:
    move = figures.move_of(best.iloc[0])
    amounts = {**_spent(budget), **now.plan.amounts(now.where)}
    given = min(move.amount, amounts[move.origin])
    amounts |= {move.origin: amounts[move.origin] - given, move.target: amounts[move.target] + given}
    _keep(now, _changed(amounts, budget))


def _keep(now: View, amounts: dict[Cell, float]) -> None:
    change(**_plan_fields(now, amounts))
    st.session_state[GENERATION] = st.session_state.get(GENERATION, 0) + 1


def _plan_fields(now: View, amounts: dict[Cell, float]) -> dict[str, Any]:
    kept = state.get().plan.with_amounts(amounts, now.where)
    return {"planned": kept.planned, "planned_for": kept.planned_for}


def _spent(budget: Budget) -> dict[Cell, float]:
    cells = budget.cells[CELL].itertuples(index=False, name=None)
    return dict(zip(cells, budget.cells["spend"].astype(float), strict=True))


def _changed(amounts: dict[Cell, float], budget: Budget) -> dict[Cell, float]:
    spent = _spent(budget)
    return {cell: money for cell, money in amounts.items() if cell in spent and money != spent[cell]}


def _editor(now: View, budget: Budget, plan: WhatIf) -> None:
    """Draw the cells; the table that is edited stays as it was when drawn first, so that edits add up."""
    key = f"plan.editor.{st.session_state.get(GENERATION, 0)}.{now.dataset.key[:8]}.{now.where}"
    kept: tuple[str, list[float]] = st.session_state.get(BASE, ("", []))
    if key not in st.session_state or kept[0] != key or len(kept[1]) != len(plan.cells):
        kept = (key, plan.cells["planned"].tolist())
        st.session_state[BASE] = kept
    table = _cells(now, plan).assign(**{PLANNED: kept[1]})
    sign = SIGNS.get(now.dataset.currency, "")
    amount = st.column_config.NumberColumn(PLANNED, min_value=0.0, format=f"{sign}%.2f", required=True)

    def follow() -> None:
        amounts = dict(zip(_spent(budget), kept[1], strict=True))
        names = list(amounts)
        for place, row in st.session_state[key]["edited_rows"].items():
            if row.get(PLANNED) is not None:
                amounts[names[int(place)]] = max(float(row[PLANNED]), 0.0)
        change(**_plan_fields(now, _changed(amounts, budget)))

    st.data_editor(
        table,
        key=key,
        hide_index=True,
        num_rows="fixed",
        disabled=[str(name) for name in table if name != PLANNED],
        column_config={PLANNED: amount},
        on_change=follow,
        alt="Planned spend by channel and segment",
    )


def _cells(now: View, plan: WhatIf) -> pd.DataFrame:
    """Return the cells of the plan as they are read."""
    cells, of, currency = plan.cells, now.plan.measure, now.dataset.currency
    names = [str(name) for name in plan.totals["model"]]

    def ends(when: str) -> list[str]:
        wide = cells[[f"{when}_{name}" for name in names]]
        return [
            words.gain(low, high, of, currency).removesuffix(" conversions").removesuffix(" of revenue")
            for low, high in zip(wide.min(axis=1), wide.max(axis=1), strict=True)
        ]

    what = words.MEASURES[of]
    table = pd.DataFrame({TOUCH_BY[now.touch_by]: cells["channel"], "Segment": cells["segment"]})
    table = table if now.by else table.drop(columns="Segment")
    table["Spent now"] = [money(each, currency) for each in cells["spend"]]
    table[PLANNED] = cells["planned"]
    table[f"Credited {what} now"] = ends("now")
    table["With the plan"] = ends("then")
    return table


def _totals(now: View, plan: WhatIf) -> pd.DataFrame:
    of, currency, names = now.plan.measure, now.dataset.currency, figures.titles(now)
    what = words.MEASURES[of].capitalize()
    return pd.DataFrame(
        {
            "Model": [names.get(str(name), str(name)) for name in plan.totals["model"]],
            f"{what} credited to these cells": [words.figure(n, of, currency) for n in plan.totals["now"]],
            "With the plan": [words.figure(n, of, currency) for n in plan.totals["then"]],
            "Change": [words.figure(n, of, currency) for n in plan.totals["change"]],
        }
    )
