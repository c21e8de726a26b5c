"""Revenue under every model: by segment and channel, for all quarters and for each."""

from __future__ import annotations

from functools import cached_property
from typing import Final

import pandas as pd

from segattr.attribution.attribute import attribute
from segattr.attribution.model import Model
from segattr.attribution.registry import find_models
from segattr.errors import UnsuitableData
from segattr.exports.report_parts import Part, Subject, Sum
from segattr.reduce.summarise import summarise
from segattr.reduce.summary import Summary
from segattr.words import report as words

SEGMENT, CHANNEL, QUARTER = "Segment", "Channel", "Quarter"
SUFFIX: Final = {"value": "revenue", "conversions": "conversions"}


class Credit:
    """Credit of all models of a report, worked out once.

    Parameters
    ----------
    subject : whose credit. ``measure`` is ``value`` where the conversions carry money, else ``conversions``.

    Raises
    ------
    UnsuitableData : there are no touches before conversions.
    """

    def __init__(self, subject: Subject) -> None:
        orders = subject.dataset.conversions
        money = orders is not None and "value" in orders and bool(orders["value"].notna().any())
        self.measure = "value" if money else "conversions"
        self.models: list[Model] = find_models(subject.asked.models)
        self.summary: Summary = summarise(
            subject.dataset,
            subject.rule,
            subject.asked.window,
            touch_by=subject.asked.touch_by,
            by_month=True,
            tables={"conversions", *(name for model in self.models for name in model.needs)},
        )

    @cached_property
    def rows(self) -> pd.DataFrame:
        """`segattr.attribute` of all quarters together."""
        return attribute(self.summary, self.models)

    @property
    def by_quarter(self) -> pd.DataFrame:
        """Its rows by quarter, of the models whose credit of quarters adds up; ``period`` comes first."""
        models = [model for model in self.models if model.additive]
        months = self.summary.conversions["month"]
        quarters = sorted({_quarter(month) for month in months if month > 0})
        each = [attribute(self._of(quarter), models).assign(period=quarter) for quarter in quarters if models]
        return pd.concat(each, ignore_index=True) if each else self.rows[:0].assign(period="")

    def _of(self, quarter: str) -> Summary:
        tables = self.summary.tables.items()
        return self.summary.of(
            {n: t[t["month"].map(_quarter) == quarter].reset_index(drop=True) for n, t in tables}
        )


def credit_parts(credit: Credit | str) -> tuple[Part, Part]:
    """Return the part of each quarter and the part of all; with the reason where there is no credit."""
    by_quarter, whole = words.TITLES[words.BY_QUARTER], words.TITLES[words.CREDIT]
    if isinstance(credit, str):
        return Part(words.BY_QUARTER, by_quarter, notes=(credit,)), Part(words.CREDIT, whole, notes=(credit,))
    fitted = [model.name for model in credit.models if not model.additive]
    notes = (words.CREDIT_IS, *([words.FITTED.format(names=", ".join(fitted))] if fitted else []))
    columns = frozenset(_columns(credit)) if credit.measure == "value" else frozenset()
    return (
        Part(
            words.BY_QUARTER,
            by_quarter,
            _wide(credit, credit.by_quarter, quarterly=True),
            notes,
            money=columns,
        ),
        Part(words.CREDIT, whole, _wide(credit, credit.rows), notes[:1], money=columns),
    )


def credit_of(subject: Subject) -> Credit | str:
    """Return the credit, or in words why there is none."""
    try:
        return Credit(subject)
    except UnsuitableData as error:
        return str(error)


def credit_sums(credit: Credit | str) -> list[Sum]:
    """Return the totals every model must add up to: what the conversions were worth."""
    if isinstance(credit, str):
        return []
    orders = credit.summary.conversions
    columns = list(zip(credit.models, _columns(credit), strict=True))
    by_quarter = orders[orders["month"] > 0].groupby(orders["month"].map(_quarter))[credit.measure].sum()
    whole, measure = float(orders[credit.measure].sum()), SUFFIX[credit.measure]
    return [
        *(
            Sum(
                f"{measure.capitalize()} of {quarter} by {model.name}",
                words.BY_QUARTER,
                column,
                float(total),
                (QUARTER, str(quarter)),
            )
            for model, column in columns
            if model.additive
            for quarter, total in by_quarter.items()
        ),
        *(
            Sum(f"{measure.capitalize()} shared out by {m.name}", words.CREDIT, column, whole)
            for m, column in columns
        ),
    ]


def _columns(credit: Credit) -> list[str]:
    return [f"{model.name}: {SUFFIX[credit.measure]}" for model in credit.models]


def _wide(credit: Credit, rows: pd.DataFrame, *, quarterly: bool = False) -> pd.DataFrame:
    keys = [*(["period"] if quarterly else []), "segment", "channel"]
    wide = rows.pivot_table(
        index=keys, columns="model", values=credit.measure, aggfunc="sum", sort=False, observed=True
    ).fillna(0.0)
    columns = dict(zip([model.name for model in credit.models], _columns(credit), strict=True))
    wide = wide[[name for name in columns if name in wide]].rename(columns=columns)
    names = {"period": QUARTER, "segment": SEGMENT, "channel": CHANNEL}
    return wide.rename_axis(columns=None).reset_index().rename(columns=names)


def _quarter(month: int) -> str:
    return f"{month // 100} Q{(month % 100 + 2) // 3}" if month > 0 else ""
