"""The quarter report: everything an executive reads, worked out once, to be written in any form."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from segattr.checks.audit import audit, findings_table
from segattr.checks.finding import Finding
from segattr.data.dataset import Dataset
from segattr.exports.document import Document
from segattr.exports.report_credit import credit_of, credit_parts, credit_sums
from segattr.exports.report_found import found_part
from segattr.exports.report_parts import Asked, Part, Report, Subject
from segattr.exports.report_quarters import HEADERS, quarter_sums, quarters
from segattr.exports.report_value import value_part
from segattr.words import report as words

SHOWN = {
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


def report(dataset: Dataset, asked: Asked | None = None) -> Report:
    """Return the quarter report of a dataset.

    Parameters
    ----------
    dataset : the data. asked : segments, models and settings; everybody and the defaults if left out.

    Returns
    -------
    Report : a part that has nothing to say keeps its place and says why.

    Notes
    -----
    Every figure is that of the public function it is named after: `segattr.attribute`, `segattr.discover`,
    `segattr.audit`; the report only puts them side by side.
    """
    asked = asked or Asked()
    subject = Subject(dataset, asked)
    findings, credit, by_quarter = audit(dataset), credit_of(subject), quarters(subject)
    found = found_part(subject, credit, findings, _headlines(by_quarter, dataset.currency))
    origin = Document(pd.DataFrame(), name="report", title="", made=asked.made).origin
    parts = (
        found,
        by_quarter,
        *credit_parts(credit),
        value_part(subject),
        _settings(subject, origin),
        _audit(findings),
    )
    sums = (*quarter_sums(subject, by_quarter), *credit_sums(credit))
    title = f"{asked.client}: quarter report" if asked.client else "Quarter report"
    return Report(title, parts, sums, dataset.currency, origin)


def _headlines(by_quarter: Part, currency: str) -> list[str]:
    table, revenue = by_quarter.table, HEADERS["value"]
    if revenue not in table:
        return []
    whole = table.groupby(HEADERS["period"])[revenue].sum()
    before = float(whole.iloc[-2]) if len(whole) > 1 else None
    last = str(whole.index[-1])
    partial = [note for note in by_quarter.notes if note.startswith(words.PARTIAL.partition("{")[0])]
    if any(str(quarter) in note for note in partial for quarter in whole.index[-2:]):
        before = None  # a part of a quarter is not compared with another
    return [words.headline(last, float(whole.iloc[-1]), before, currency), *partial]


def _settings(subject: Subject, origin: Sequence[str]) -> Part:
    asked, dataset = subject.asked, subject.dataset
    lines = [
        ("Client", asked.client or "–"),
        ("Segments", subject.rule.describe() if subject.rule is not None else words.EVERYBODY),
        ("Models", ", ".join(asked.models)),
        ("Credit goes to", asked.touch_by),
        *(("Journeys", line) for line in asked.window.describe()),
        ("Quarters", "calendar quarters, UTC"),
        ("Currency", dataset.currency or "not named in the files"),
        *((f"File of {role}", f"{file.name}: {file.rows:,} rows") for role, file in dataset.receipts.items()),
        *(("Fix", fix) for fix in dataset.fixes),
        ("Data", dataset.key),
        ("Made with", origin[0]),
        ("Made on", origin[1]),
    ]
    table = pd.DataFrame(lines, columns=["Setting", "Is"])
    return Part(words.SETTINGS, words.TITLES[words.SETTINGS], table)


def _audit(findings: Sequence[Finding]) -> Part:
    table = findings_table(findings)[list(SHOWN)].rename(columns=SHOWN)
    notes = () if findings else (words.QUIET,)
    return Part(
        words.AUDIT,
        words.TITLES[words.AUDIT],
        table,
        notes,
        frozenset({SHOWN["share"]}),
        frozenset({SHOWN["money"]}),
    )
