"""The figures of the Budget part: spend and credit by cell, the moves, and the visitor's plan."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd

from segattr.attribution.attribute import attribute
from segattr.attribution.orders import of_orders
from segattr.attribution.registry import find_models
from segattr.plan.budget import CELL, Budget, budget
from segattr.plan.moves import FEWEST, moves
from segattr.plan.response import Response
from segattr.plan.what_if import WhatIf, what_if
from segattr.schema import TABLES
from segattr.ui import attribution_store, store
from segattr.ui.plan_view import View
from segattr.words import plan_budget as words
from segattr.words.plan_budget import Finding, Move

HUNDRED = 100.0
NOT_SEGMENTS = TABLES["costs"].columns  # what a bill is about, whoever it was for
MOST_CELLS = 12  # of the picture


def has_spend(now: View) -> bool:
    """Whether somebody knows what was spent."""
    return attribution_store.spend(now.dataset.key, now.touch_by) is not None


def found(now: View) -> Budget | None:
    """Return spend and credit by cell; None where nothing was spent in any."""
    return store.kept(("plan.budget", *_key(now)), partial(_budget, now))


def all_moves(now: View, budget: Budget) -> pd.DataFrame:
    """Return every move between two cells, the surest first."""
    plan = now.plan
    work = partial(moves, budget, response=Response(plan.elasticity), share=plan.share, measure=plan.measure)
    return store.kept(("plan.moves", *_key(now), plan.elasticity, plan.share), work)


def planned(now: View, budget: Budget) -> WhatIf:
    """Return what the visitor's plan would bring; cells that are gone are left out of it."""
    there = set(budget.cells[CELL].itertuples(index=False, name=None))
    amounts = {cell: n for cell, n in now.plan.amounts(now.where).items() if cell in there}
    return what_if(budget, amounts, response=Response(now.plan.elasticity), measure=now.plan.measure)


def titles(now: View) -> dict[str, str]:
    """Return the models' names and titles."""
    return {model.name: model.title for model in find_models(now.choices.wanted_models)}


def finding(now: View, budget: Budget, table: pd.DataFrame) -> Finding:
    """Return what the headline says."""
    solid = table[~table["few"]]
    best = solid.head(1) if len(solid) and solid["verdict"].iloc[0] != "none" else table.head(1)
    kind = str(best["verdict"].iloc[0]) if len(best) else "none"
    names = titles(now)
    return Finding(
        kind,
        move_of(best.iloc[0]) if len(best) and kind != "none" else None,
        len(budget.models),
        int(table["verdict"].isin(["sure", "every"]).sum()),
        len(table),
        now.plan.measure,
        now.dataset.currency,
        next(iter(names.values())) if len(names) == 1 else "",
    )


def move_of(row: pd.Series) -> Move:
    """Return a row of the moves as the words take it."""
    return Move(
        (str(row["from_segment"]), str(row["from_channel"])),
        (str(row["to_segment"]), str(row["to_channel"])),
        float(row["amount"]),
        float(row["lowest"]),
        float(row["highest"]),
    )


def next_money(now: View, budget: Budget) -> tuple[pd.DataFrame, float, int]:
    """Return what the next hundred would bring per cell and model, the blended figure, and cells left out."""
    of, currency = now.plan.measure, now.dataset.currency
    credit = budget.wide(of).reset_index(drop=True)
    figures = credit.div(budget.cells["spend"], axis=0) * HUNDRED * now.plan.elasticity
    shown = _shown(now, budget)
    few = budget.wide("conversions").min(axis=1).to_numpy() < FEWEST
    rows: list[dict[str, Any]] = []
    for place in figures.loc[shown].mean(axis=1).sort_values(ascending=False, kind="stable").index:
        segment, channel = budget.cells.loc[place, CELL]
        ends = figures.loc[place]
        said = words.gain(float(ends.min()), float(ends.max()), of, currency)
        for name, title in titles(now).items():
            rows.append(
                {
                    "cell": words.cell(str(segment), str(channel)),
                    "group": str(channel if segment == "all" else segment),
                    "model": title,
                    "figure": float(ends[name]),
                    "faded": bool(few[place]),
                    "words": said.removesuffix(" conversions").removesuffix(" of revenue"),
                }
            )
    blended = float(credit.sum().mean()) / budget.spend * HUNDRED * now.plan.elasticity
    return pd.DataFrame(rows), blended, len(budget.cells) - len(shown)


def _shown(now: View, budget: Budget) -> pd.Index:
    """Return the cells of the picture: those of the move the page tells, then those with most spend."""
    told = finding(now, budget, all_moves(now, budget)).best
    ends = {told.origin, told.target} if told is not None else set()
    names = list(budget.cells[CELL].itertuples(index=False, name=None))
    rank = [(name not in ends, -spend) for name, spend in zip(names, budget.cells["spend"], strict=True)]
    first = sorted(range(len(rank)), key=rank.__getitem__)[:MOST_CELLS]
    return budget.cells.index[first]


def _budget(now: View) -> Budget | None:
    choices, at = now.choices, (now.dataset.key, now.by, now.choices.window, now.touch_by)
    models = find_models(choices.wanted_models)
    needed = {name for model in models for name in model.needs}
    whole = store.with_tables(*at, needed | {"transitions"})
    credit = attribute(
        of_orders(whole, choices.orders), models, interval=whole.timed, share_of=now.plan.measure
    )
    column = now.columns[0] if len(now.columns) == 1 and now.columns[0] not in NOT_SEGMENTS else ""
    return budget(now.dataset, whole, credit, touch_by=now.touch_by, column=column)


def _key(now: View) -> tuple[object, ...]:
    choices = now.choices
    return (
        *(now.dataset.key, now.by, choices.window, now.touch_by),
        *(choices.wanted_models, choices.orders, now.plan.measure),
    )
