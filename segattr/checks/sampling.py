"""Whether an export says itself that it rests on a sample, or that its tool left small groups out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from segattr.checks.check import Check
from segattr.checks.evidence import Evidence
from segattr.checks.finding import MOST_EXAMPLES, QUESTIONS, Finding, Found
from segattr.io.remarks import Remark, remarks
from segattr.words.numbers import percent

AROUND: Final = ("Skipped ", "What the report says of its figures")  # notes about lines around the table
SAYS: Final = {
    "sampled": "rests on a sample",
    "thresholds": "leaves out groups of few people (thresholds)",
    "folded": "has rows folded into “(other)”",
}

ROWS: Final = {
    "sitzungen": "sessions",
    "sesiones": "sessions",
    "nutzer": "users",
    "usuarios": "users",
    "daten": "data",
    "données": "data",
}


def sampled(evidence: Evidence) -> Iterator[Found]:
    """Find exports that say above or below their table that it is not whole."""
    for role, receipt in evidence.dataset.receipts.items():
        around = [note.partition(": ")[2] for note in receipt.notes if note.startswith(AROUND)]
        found = remarks(around)
        if not found:
            continue
        told = list(dict.fromkeys(_said(each) for each in found))
        yield Found(
            Finding(
                "",
                "high",
                f"The export of {role} ({receipt.name}) says itself that it {' and '.join(told)}: figures "
                "are estimates, and small groups may be missing.",
                table=role,
                count=receipt.rows,
                share=1.0,
                examples=tuple({"what the export says": each.line} for each in found[:MOST_EXAMPLES]),
            )
        )


def _said(remark: Remark) -> str:
    if remark.share is None:
        return SAYS[remark.kind]
    of = f"the {ROWS.get(remark.rows, remark.rows)}" if remark.rows else "the rows"
    return f"rests on a sample of {percent(remark.share / 100)} of {of}"


CHECKS: Final = (
    Check(
        "sampled",
        "Does an export say above or below its table that it is a sample (“based on 43 % of sessions”), that "
        "thresholds were applied, or that rows were folded?",
        "high",
        "Export again over a shorter time or with fewer columns, so that the tool need not sample; where "
        "Google Signals withholds small groups, report by device instead. Until then read no small group "
        "closely.",
        QUESTIONS,
        sampled,
    ),
)
