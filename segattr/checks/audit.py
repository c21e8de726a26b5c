"""Every check asked of a Dataset."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from segattr.checks.evidence import Evidence
from segattr.checks.finding import Finding
from segattr.checks.registry import CHECKS
from segattr.data.dataset import Dataset
from segattr.words.audit import PAIRS, example


def audit(dataset: Dataset, *, today: pd.Timestamp | None = None) -> list[Finding]:
    """Return what is wrong with the data, the worst first, then that on which most conversions hang.

    Parameters
    ----------
    dataset : the data; they stay as they are.
    today : nothing can have happened after this moment (UTC); None for now.

    Returns
    -------
    list of Finding : empty where nothing was found.

    Notes
    -----
    A check that finds nothing has looked only at what is there: it proves no file right. Every limit is a
    named constant of its module, and a convention.

    Examples
    --------
    >>> day = pd.to_datetime(["2026-01-02"] * 2, utc=True)
    >>> orders = pd.DataFrame({"customer_id": ["a", "a"], "ts": day})
    >>> audit(Dataset(conversions=orders))[0].title
    '1 row of conversions (50 %) stands there more than once, equal in every column.'
    """
    evidence = Evidence(dataset, today if today is not None else pd.Timestamp.now("UTC"))
    findings = [found.finding for check in CHECKS.values() for found in check.run(evidence)]
    return sorted(findings, key=lambda finding: finding.at_risk)


def findings_table(findings: Sequence[Finding]) -> pd.DataFrame:
    """Return findings as a table, one row each, for files and the screen.

    Returns
    -------
    DataFrame : columns ``severity, check, title, advice, table, column, count, share, conversions, money,
        pages, examples, fix, other_fixes``.

    Examples
    --------
    >>> findings_table([Finding("copies", "low", "a and b say the same.")])["check"].tolist()
    ['copies']
    """
    names = [
        "severity",
        "check",
        "title",
        "advice",
        "table",
        "column",
        "count",
        "share",
        "conversions",
        "money",
        "pages",
        "examples",
        "fix",
        "other_fixes",
    ]
    rows = [
        {
            **{name: getattr(finding, name) for name in names},
            "pages": ", ".join(finding.pages),
            "examples": "; ".join(example(row) for row in finding.examples),
            "other_fixes": ", ".join(finding.other_fixes),
        }
        for finding in findings
    ]
    return pd.DataFrame(rows, columns=names)


def pairs_table(findings: Sequence[Finding]) -> pd.DataFrame:
    """Return the ids that fixes of these findings would put together, a row for each that gives way.

    Returns
    -------
    DataFrame : columns ``gives way, stays, both have``.

    Examples
    --------
    >>> pairs_table([Finding("same_person", "high", "", pairs=(("2", "1", "a…@b.de"),))])["stays"].tolist()
    ['1']
    """
    pairs = [pair for finding in findings for pair in finding.pairs]
    return pd.DataFrame(pairs, columns=list(PAIRS), dtype="str")
