"""Whether the spend can be set against the touches it paid for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from segattr.checks.check import Check
from segattr.checks.evidence import Evidence
from segattr.checks.finding import Found
from segattr.checks.spellings import plain_form
from segattr.checks.texts import Judge, counts, is_text, one_of, rows_where, shown
from segattr.io.content import words_of
from segattr.words.numbers import many, money, share

SOME_SPEND: Final = 0.01  # of the spend
MUCH_SPEND: Final = 0.05
SAME_SPEND: Final = 0.01  # a row that sums up others is within so much of their sum
CLAIMED: Final = frozenset(["conversions", "allconversions", "results", "purchases", "orders", "conv"])
OVERCLAIM: Final = 1.1
NAMED: Final = ("channel", "campaign")


def odd_spend(evidence: Evidence) -> Iterator[Found]:
    """Find negative spend, and clicks that cost nothing in a channel that is paid for."""
    table = evidence.rows("costs")
    if not len(table):
        return
    free = np.zeros(len(table), dtype=bool)
    if "clicks" in table:
        paid = counts(table["channel"][table["spend"] > 0]).index
        free = ((table["spend"] == 0) & (table["clicks"] > 0) & table["channel"].isin(paid)).to_numpy()
    negative = (table["spend"] < 0).to_numpy()
    rows = negative | free
    if rows.any():
        kinds = {f"{many(int(negative.sum()), 'row')} with negative spend": negative.any()}
        kinds[f"{many(int(free.sum()), 'row')} with clicks that cost nothing in a paid channel"] = free.any()
        yield evidence.found(
            "costs",
            rows,
            title=f"The costs have {' and '.join(text for text, true in kinds.items() if true)}.",
            severity="high" if negative.any() else "medium",
            column="spend",
        )


def spend_elsewhere(evidence: Evidence) -> Iterator[Found]:
    """Find spend for a time the touchpoints do not cover."""
    table, touches = evidence.rows("costs"), evidence.column("touchpoints", "ts")
    if touches is None or not len(table):
        return
    ends = table["end"].fillna(table["start"]) if "end" in table else table["start"]
    after = table["start"] > touches.max()
    rows = (after | (ends < touches.min().normalize())).to_numpy()
    part = _part(table, rows)
    if part >= MUCH_SPEND:
        yield evidence.found(
            "costs",
            rows,
            title=f"{share(part)} of the spend ({_spend(evidence, rows)}) is for days the touchpoints do "
            "not cover "
            f"({touches.min():%Y-%m-%d} to {touches.max():%Y-%m-%d}).",
            severity="high",
            column="start",
        )


def unmatched_spend(evidence: Evidence) -> Iterator[Found]:
    """Find spend on channels or campaigns that no touch names."""
    table = evidence.rows("costs")
    for name in NAMED:
        there, touches = evidence.column("costs", name), evidence.column("touchpoints", name)
        if there is None or touches is None or not (is_text(there) and is_text(touches)):
            continue
        known = {plain_form(text) for text in counts(touches).index}
        rows = rows_where(there, _beyond(known))
        part = _part(table, rows)
        if part >= SOME_SPEND:
            yield evidence.found(
                "costs",
                rows,
                title=f"{share(part)} of the spend ({_spend(evidence, rows)}) is on a {name} that no touch "
                "has: "
                f"{shown([*counts(there[rows]).index])}. It cannot be placed.",
                severity="high" if part >= MUCH_SPEND else "medium",
                column=name,
            )


def cost_spelling(evidence: Evidence) -> Iterator[Found]:
    """Find channels and campaigns that costs and touchpoints spell differently."""
    for name in NAMED:
        there, touches = evidence.column("costs", name), evidence.column("touchpoints", name)
        if there is None or touches is None or not (is_text(there) and is_text(touches)):
            continue
        met = counts(touches).index
        forms = {plain_form(text): str(text) for text in reversed(met)}
        renamed = {
            str(text): forms[plain_form(text)]
            for text in counts(there).index
            if text not in met and plain_form(text) in forms
        }
        rows = rows_where(there, one_of(renamed))
        if rows.any():
            old, new = next(iter(renamed.items()))
            found = evidence.found(
                "costs",
                rows,
                title=f"{many(len(renamed), name)} of the costs ({_spend(evidence, rows)}) "
                f"{'is' if len(renamed) == 1 else 'are'} spelled otherwise in the touchpoints, such as "
                f"'{old}' "
                f"for '{new}'.",
                severity="high",
                column=name,
            )
            yield replace(found, renamed=renamed)


def spend_twice(evidence: Evidence) -> Iterator[Found]:
    """Find rows without a campaign that sum up the campaigns of their channel and period."""
    table = evidence.rows("costs")
    if not len(table) or "campaign" not in table:
        return
    blank = (table["campaign"].isna() | (table["campaign"].astype("str").str.strip() == "")).to_numpy()
    keys = [name for name in ("channel", "start", "end") if name in table]
    parts = table[~blank].groupby(keys, observed=True, dropna=False)["spend"].sum().rename("parts")
    if not blank.any() or not len(parts):
        return
    joined = table[keys].merge(parts.reset_index(), on=keys, how="left")["parts"].to_numpy()
    spend = table["spend"].to_numpy()
    rows = blank & (spend > 0) & (np.abs(spend - joined) <= SAME_SPEND * spend)
    if rows.any():
        yield evidence.found(
            "costs",
            rows,
            title=f"{many(int(rows.sum()), 'row')} of the costs ({_spend(evidence, rows)}) without a "
            "campaign "
            f"{'sums' if rows.sum() == 1 else 'sum'} up the campaigns beside: that spend counts twice.",
            severity="blocker",
            column="campaign",
        )


def overclaim(evidence: Evidence) -> Iterator[Found]:
    """Find that the advertising tools together claim more conversions than there are."""
    orders = len(evidence.rows("conversions"))
    for name, values in evidence.dimensions("costs"):
        if "".join(words_of(name)) not in CLAIMED or not pd.api.types.is_numeric_dtype(values.dtype):
            continue
        claimed = float(values.sum())
        if orders and claimed > OVERCLAIM * orders:
            yield evidence.found(
                "costs",
                (values > 0).to_numpy(),
                title=f"The tools claim {claimed:,.0f} conversions in {name}, and {orders:,} were recorded: "
                f"{claimed / orders:.1f} times as many.",
                severity="medium",
                column=name,
            )


def _beyond(known: set[str]) -> Judge:
    return lambda texts: ~texts.map(plain_form).isin(known)


def _part(table: pd.DataFrame, rows: np.ndarray) -> float:
    spend = table["spend"].abs()
    return float(spend[rows].sum() / spend.sum()) if spend.sum() else 0.0


def _spend(evidence: Evidence, rows: np.ndarray) -> str:
    return money(float(evidence.rows("costs")["spend"][rows].sum()), evidence.dataset.currency)


CHECKS: Final = (
    Check(
        "odd_spend",
        "Is spend negative, or nothing where clicks were paid for?",
        "high",
        "Look for credits and corrections in the file, and export spend net of them.",
        ("cost",),
        odd_spend,
    ),
    Check(
        "spend_elsewhere",
        "Is spend for a time the touchpoints do not cover?",
        "high",
        "Load touchpoints for that time, or leave that spend out.",
        ("cost",),
        spend_elsewhere,
        "leave_out",
    ),
    Check(
        "unmatched_spend",
        "Is money spent on channels or campaigns that no touch names?",
        "high",
        "Name them alike in both files, or load the touchpoints that are missing.",
        ("cost",),
        unmatched_spend,
    ),
    Check(
        "cost_spelling",
        "Do costs and touchpoints spell channels or campaigns differently?",
        "high",
        "Write them in the costs as the touchpoints do.",
        ("cost",),
        cost_spelling,
        "rename",
    ),
    Check(
        "spend_twice",
        "Do rows without a campaign sum up the campaigns beside them?",
        "blocker",
        "Leave the rows out that sum up the others.",
        ("cost",),
        spend_twice,
        "leave_out",
    ),
    Check(
        "overclaim",
        "Do the advertising tools together claim more conversions than were recorded?",
        "medium",
        "Work with the recorded ones: each tool counts every conversion it had a part in.",
        ("cost",),
        overclaim,
    ),
)
