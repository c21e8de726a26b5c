"""Everything found, of whatever kind, in one list: the largest money first."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from segattr.attribution.registry import MODELS
from segattr.averages.discover import discover
from segattr.checks.finding import Finding
from segattr.errors import UnsuitableData
from segattr.exports.report_credit import Credit
from segattr.exports.report_notes import NOTE, noted
from segattr.exports.report_parts import Part, Subject
from segattr.exports.report_value import weak_campaigns
from segattr.reduce.summary import NO_TOUCH
from segattr.words import report as words
from segattr.words.outcome import outcome_of, who_did

if TYPE_CHECKING:
    from segattr.project.notes import Note

RANK, KIND, SAID, MONEY, STANDS_FOR = "Rank", "Kind", "What we found", "Money", "What the money is"
MOST_DOUBTS: Final = 3
WORTH_SAYING: Final = 0.25  # of the most a model gives a channel: models never agree to the cent


Row = Mapping[Hashable, Any]
Figures = tuple[float, ...]


class Item(NamedTuple):
    """One thing found: its kind, the sentence, and the money that hangs on it (nan where none is known)."""

    kind: str
    said: str
    money: float


def found_items(
    subject: Subject, credit: Credit | str, findings: Sequence[Finding]
) -> tuple[list[Item], int]:
    """Return what was found, the largest money first, and how many groups did not hold up.

    Parameters
    ----------
    findings : of the audit.
    """
    groups, fallen = hidden(subject)
    items = [*groups, *doubts(credit, subject.dataset.currency), *weak(subject), *blockers(findings)]
    return sorted(items, key=lambda item: (np.isnan(item.money), -np.nan_to_num(item.money))), fallen


def found_part(
    items: Sequence[Item], fallen: int = 0, headlines: Sequence[str] = (), notes: Sequence[Note] = ()
) -> Part:
    """Return page one: what was found, ranked by money.

    Parameters
    ----------
    items, fallen : see `found_items`. headlines : sentences that come before.
    notes : those pinned to one of the items stand beside it.
    """
    beside = [noted(notes, "finding", item.said) for item in items]
    table = pd.DataFrame(
        {
            RANK: range(1, len(items) + 1),
            MONEY: [item.money for item in items],
            KIND: [item.kind for item in items],
            SAID: [item.said for item in items],
            STANDS_FOR: [words.STANDS_FOR[item.kind] for item in items],
            **({NOTE: beside} if any(beside) else {}),
        }
    )
    said = [*headlines, words.RANKED if items else words.NOTHING]
    said += [words.NOT_CONFIRMED.format(n=fallen)] if fallen else []
    return Part(words.FOUND, words.TITLES[words.FOUND], table, said, money=frozenset({MONEY}))


def hidden(subject: Subject) -> tuple[list[Item], int]:
    """Return the groups the average hides that held up on people held out, and how many did not.

    They are looked for by who converted; of orders alone, by what each customer brought.
    """
    dataset = subject.dataset
    try:
        rows = discover(dataset, metric="rate" if dataset.has_rates else "value_per_person")
    except UnsuitableData:  # nobody at all, or no order says what it was worth: there is nothing to search in
        return [], 0
    confirmed = rows[rows["confirmed"].astype(bool)].to_dict("records")
    items = _by_rate(subject, confirmed) if dataset.has_rates else _by_value(confirmed, dataset.currency)
    return items, len(rows) - len(items)


def _by_rate(subject: Subject, confirmed: Sequence[Row]) -> list[Item]:
    worth = _order_value(subject)
    did = who_did(subject.asked.outcome or outcome_of(subject.dataset))
    return [
        Item(
            words.HIDDEN,
            words.hidden(*_figures(row), late=bool(row["caveat"]), did=did),
            abs(float(row["prize"])) * worth,
        )
        for row in confirmed
    ]


def _by_value(confirmed: Sequence[Row], currency: str) -> list[Item]:
    return [
        Item(words.WORTH, words.worth(*_figures(row), currency), abs(float(row["prize"])))
        for row in confirmed
    ]


def _figures(row: Row) -> tuple[str, Figures, Figures, Figures, Figures]:
    """Return the group, its figures, the people, the range on those held out, and what is at stake."""
    return (
        words.group(str(row["segment"])),
        (row["rate"], row["peers"], row["held_rate"]),
        (row["people"], row["held_people"]),
        (row["held_low"], row["held_high"]),
        (row["prize"], row["prize_low"], row["prize_high"]),
    )


def doubts(credit: Credit | str, currency: str) -> list[Item]:
    """Return the channels models are furthest apart about."""
    if isinstance(credit, str) or credit.measure != "value" or len(credit.models) < 2:
        return []
    wide = credit.rows.pivot_table(index="channel", columns="model", values="value", aggfunc="sum").fillna(
        0.0
    )
    wide = wide.drop(index=NO_TOUCH, errors="ignore")
    most, apart = wide.max(axis=1), wide.max(axis=1) - wide.min(axis=1)
    by_channel = wide.T
    worst = apart[apart >= WORTH_SAYING * most].nlargest(MOST_DOUBTS)
    return [
        Item(words.DOUBT, _doubt(str(channel), by_channel[str(channel)], currency), float(gap))
        for channel, gap in worst.items()
        if gap > 0
    ]


def weak(subject: Subject) -> list[Item]:
    """Return the campaigns whose customers bring less than all others."""
    rows, age = weak_campaigns(subject)
    currency = subject.dataset.currency
    return [
        Item(
            words.WEAK,
            words.weak(
                str(row["segment"]),
                int(row["customers"]),
                (row["ltv"], row["rest"]),
                (row["low"], row["high"]),
                age + 1,
                currency,
            ),
            float((row["rest"] - row["ltv"]) * row["customers"]),
        )
        for row in rows.to_dict("records")
    ]


def blockers(findings: Sequence[Finding]) -> list[Item]:
    """Return what the audit says makes figures wrong."""
    return [
        Item(words.BLOCKER, f"{found.title} {found.advice}".strip(), found.money or float("nan"))
        for found in findings
        if found.severity == "blocker"
    ]


def _doubt(channel: str, by_model: pd.Series, currency: str) -> str:
    most, least = str(by_model.idxmax()), str(by_model.idxmin())
    high, low = ((_titled(name), float(by_model[name])) for name in (most, least))
    return words.doubt(channel, high, low, currency)


def _titled(model: str) -> str:
    """Return what a model is called."""
    return MODELS[model].title if model in MODELS else model


def _order_value(subject: Subject) -> float:
    orders = subject.dataset.conversions
    known = orders["value"].dropna() if orders is not None and "value" in orders else pd.Series(dtype=float)
    return float(known.mean()) if len(known) else float("nan")
