"""What every figure of a report rests on: settings, files, methods, and what the audit found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from segattr.checks.audit import findings_table
from segattr.checks.channel_rules import fix_told
from segattr.checks.control import control_totals, summed
from segattr.checks.finding import Finding
from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.exports.report_parts import Asked, Part
from segattr.segments.segmentation import Segmentation
from segattr.words import control
from segattr.words import report as words
from segattr.words import report_sections as said

SHOWN: Final = {
    "severity": "Severity",
    "title": "Found",
    "advice": "What to do",
    "table": "Table",
    "column": "Column",
    "count": "Rows",
    "share": "Part of the rows",
    "conversions": "Conversions",
    "money": "Money",
    "pages": "Makes doubtful",
}


def settings_part(dataset: Dataset, asked: Asked, rule: Segmentation | None, origin: Sequence[str]) -> Part:
    """Return the part that says how every figure came about.

    Parameters
    ----------
    rule : the segments, None for everybody as one. origin : what made the report, and when.
    """
    lines = [
        ("Client", asked.client or "–"),
        ("Segments", rule.describe() if rule is not None else words.EVERYBODY),
        ("Models", ", ".join(asked.models)),
        ("Credit goes to", asked.touch_by),
        *(("Journeys", line) for line in asked.window.describe()),
        ("Quarters", "calendar quarters, UTC"),
        *([("Quarters told of", ", ".join(asked.quarters))] if asked.quarters else []),
        ("Currency", dataset.currency or "not named in the files"),
        *((f"File of {role}", f"{file.name}: {file.rows:,} rows") for role, file in dataset.receipts.items()),
        *(("Fix", fix_told(fix)) for fix in dataset.fixes),
        *(("Method", line) for line in said.METHODS),
        ("Data", dataset.key),
        ("Made with", origin[0]),
        ("Made on", origin[1]),
    ]
    return Part(words.SETTINGS, words.TITLES[words.SETTINGS], pd.DataFrame(lines, columns=["Setting", "Is"]))


def control_part(dataset: Dataset, asked: Asked) -> tuple[Part, ...]:
    """Return the part that holds revenue against what finance has; none where nobody said what that is."""
    if not asked.control:
        return ()
    name, title = words.CONTROL, words.TITLES[words.CONTROL]
    try:
        table = control_totals(dataset, asked.control)
    except UnsuitableData as error:
        return (Part(name, title, notes=(str(error),)),)
    headline = control.headline(*summed(table), dataset.currency)
    percent, money = (
        frozenset(control.COLUMNS[column] for column in columns)
        for columns in (("share",), ("recorded", "control", "difference"))
    )
    shown = table.rename(columns=control.COLUMNS)
    return (Part(name, title, shown, (headline, control.BEWARE), percent, money),)


def audit_part(findings: Sequence[Finding]) -> Part:
    """Return the part that lists what the audit found."""
    table = findings_table(findings)[list(SHOWN)].rename(columns=SHOWN)
    notes = () if findings else (words.QUIET,)
    percent, money = frozenset({SHOWN["share"]}), frozenset({SHOWN["money"]})
    return Part(words.AUDIT, words.TITLES[words.AUDIT], table, notes, percent, money)
