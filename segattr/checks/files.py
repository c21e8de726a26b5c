"""Faults of the export itself: rows twice, rows cut off, rows folded together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from segattr.checks.check import Check
from segattr.checks.evidence import Evidence, micros
from segattr.checks.finding import QUESTIONS, Finding, Found
from segattr.checks.texts import is_text, rows_where, told
from segattr.words.numbers import many, percent

TWICE_IN: Final = ("touchpoints", "conversions", "events", "costs")
MUCH_TWICE: Final = 0.01  # of the rows; fewer may be double clicks
ROW_LIMITS: Final = (5_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 1_048_575)  # GA4, tools, Excel
FOLDED: Final = frozenset(["(other)", "(others)"])
MUCH_FOLDED: Final = 0.01
FEW_BLANK: Final = 0.01  # of the amounts
MANY_BLANK: Final = 0.2
DAY: Final = 86_400_000_000


def repeated_rows(evidence: Evidence) -> Iterator[Found]:
    """Find rows that stand more than once, equal in every column."""
    for role in TWICE_IN:
        rows = evidence.rows(role)
        again = rows.duplicated().to_numpy() if len(rows) else np.zeros(0, dtype=bool)
        if again.any():
            part = again.mean()
            yield evidence.found(
                role,
                again,
                title=f"{many(int(again.sum()), 'row')} of {role} ({percent(part)}) "
                f"{'stands' if again.sum() == 1 else 'stand'} there more than once, equal in every column.",
                severity="high" if part >= MUCH_TWICE else "medium",
            )


def cut_off(evidence: Evidence) -> Iterator[Found]:
    """Find tables that end exactly where a tool stops exporting."""
    for role, table in evidence.dataset.tables.items():
        receipt = evidence.dataset.receipts.get(role)
        rows = {len(table), receipt.rows if receipt else len(table)}
        for limit in sorted(rows.intersection(ROW_LIMITS)):
            yield evidence.found(
                role,
                np.ones(len(table), dtype=bool),
                title=f"{role.capitalize()} has exactly {limit:,} rows, where tools stop exporting: "
                "the rest may be missing.",
                severity="high",
            )


def folded_rows(evidence: Evidence) -> Iterator[Found]:
    """Find rows a tool has folded into (other)."""
    for role in ("touchpoints", "costs", "outcomes"):
        table = evidence.rows(role)
        for name in table.columns if len(table) else ():
            if is_text(table[name]):
                folded = rows_where(table[name], lambda texts: texts.str.strip().str.lower().isin(FOLDED))
                if folded.any():
                    yield evidence.found(
                        role,
                        folded,
                        title=f"{told(folded, 'row', of=role, verb='were')} folded "
                        f"into “(other)” in {name} by the tool that exported them.",
                        severity="high" if folded.mean() >= MUCH_FOLDED else "medium",
                        column=str(name),
                    )


def blank_amounts(evidence: Evidence) -> Iterator[Found]:
    """Find amounts that are blank or could not be read."""
    for role, name in (("conversions", "value"), ("costs", "spend")):
        amounts = evidence.column(role, name)
        blank = np.zeros(0, dtype=bool) if amounts is None else amounts.isna().to_numpy()
        if len(blank) and blank.mean() >= FEW_BLANK:
            yield evidence.found(
                role,
                blank,
                title=f"{told(blank, 'row', of=role, verb='have')} no readable {name}: "
                "they count as nothing in every sum.",
                severity="blocker" if blank.mean() >= MANY_BLANK else "high",
                column=name,
            )


def unread_dates(evidence: Evidence) -> Iterator[Found]:
    """Find tables of which rows were left out because no date could be read in them."""
    for role, receipt in evidence.dataset.receipts.items():
        share = receipt.undated / max(receipt.rows + receipt.undated, 1)
        if share >= FEW_BLANK:
            said = next((note for note in receipt.notes if "left out: no date" in note), "")
            yield Found(
                Finding(
                    "",
                    "blocker" if share >= MANY_BLANK else "high",
                    f"{many(receipt.undated, 'row')} of {role} ({percent(share)}) "
                    f"{'was' if receipt.undated == 1 else 'were'} left out on loading, because no date could "
                    "be read in them.",
                    table=role,
                    column="ts",
                    count=receipt.undated,
                    share=share,
                    examples=({"how it was read": said},) if said else (),
                )
            )


def no_times(evidence: Evidence) -> Iterator[Found]:
    """Find dates without a time of day where several touches of a customer share one."""
    moments = evidence.column("touchpoints", "ts")
    if moments is None or (micros(moments) % DAY).any():
        return
    people = evidence.people("touchpoints")
    days = micros(moments) // DAY
    order = np.lexsort((days, people))
    same = (np.diff(people[order]) == 0) & (np.diff(days[order]) == 0)
    tied = np.zeros(len(days), dtype=bool)
    tied[order[1:][same]] = tied[order[:-1][same]] = True
    if tied.any():
        yield evidence.found(
            "touchpoints",
            tied,
            title=f"No touch has a time of day, and {told(tied, 'touch', 'touches')} share their day with "
            "another one of the same customer: "
            "which came first is known only from the order of the rows.",
            severity="medium",
            column="ts",
        )


CHECKS: Final = (
    Check(
        "repeated_rows",
        "Do rows stand more than once, equal in every column, because a file was loaded twice or exports "
        "overlap?",
        "high",
        "Leave the repeats out, or export without overlapping dates.",
        QUESTIONS,
        repeated_rows,
        "leave_out",
    ),
    Check(
        "cut_off",
        "Does a table end exactly where a tool or a spreadsheet stops (5,000, 100,000, 1,048,575 rows …)?",
        "high",
        "Export again in smaller pieces, such as month by month, and load them together.",
        QUESTIONS,
        cut_off,
    ),
    Check(
        "folded_rows",
        "Has the tool folded rows into “(other)”?",
        "high",
        "Export again with fewer columns or a shorter time, so that the tool need not fold.",
        ("segments", "attribution"),
        folded_rows,
    ),
    Check(
        "blank_amounts",
        "Are values of conversions or costs blank or unreadable?",
        "blocker",
        "Look at the cells below in the file: is it the right column, and is every amount a number?",
        ("cost", "value"),
        blank_amounts,
    ),
    Check(
        "unread_dates",
        "Were rows left out because no date could be read in them?",
        "blocker",
        "Look at the dates quoted below in the file: are two kinds of dates in one column, or is it another "
        "column?",
        QUESTIONS,
        unread_dates,
    ),
    Check(
        "no_times",
        "Do dates come without a time of day, so that the order of a day's touches is not known?",
        "medium",
        "Export with the time of day. Until then the order of the rows decides.",
        ("attribution",),
        no_times,
    ),
)
