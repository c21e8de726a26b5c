"""Whether channels, sources, media and campaigns are named so that they can be counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pandas as pd

from segattr.checks.check import Check
from segattr.checks.evidence import Evidence
from segattr.checks.finding import Found
from segattr.checks.spellings import NO_NAME, NOT_SET, spelling_groups
from segattr.checks.texts import counts, frequencies, is_text, one_of, rows_where, shown, told
from segattr.words.numbers import many

NAMED: Final = ("channel", "source", "medium", "campaign")
MOST_NAMES: Final = 5_000  # different ones; a column with more is no list of names
UNNAMED: Final = frozenset([*NO_NAME, "(unknown)"])
MANY_UNNAMED: Final = 0.1
SOME_UNNAMED: Final = 0.01
MACRO: Final = r"\{\{.*?\}\}|\{[a-z_]+\}|\$\{.*?\}|%7B%7B|\[\[.*?\]\]|__[A-Z_]+__"


def spellings(evidence: Evidence) -> Iterator[Found]:
    """Find names that are spelled in several ways."""
    for role in ("touchpoints", "costs"):
        for name in NAMED:
            values = evidence.column(role, name)
            if values is None or not is_text(values):
                continue
            found = _spelled(evidence, role, name, values)
            if found is not None:
                yield found


def _spelled(evidence: Evidence, role: str, name: str, values: pd.Series) -> Found | None:
    met = counts(values)
    if len(met) > MOST_NAMES:
        return None
    groups = {
        form: texts
        for form, texts in spelling_groups(frequencies(values)).items()
        if form not in (NOT_SET, "(unknown)")
    }
    if not groups:
        return None
    renamed = {text: texts[0] for texts in groups.values() for text in texts[1:]}
    rows = rows_where(values, one_of(renamed))
    first = next(iter(groups.values()))
    found = evidence.found(
        role,
        rows,
        title=f"{many(len(groups), 'name')} in {name} of {role} {'is' if len(groups) == 1 else 'are'} "
        "spelled in "
        f"several ways, such as {shown(list(first), most=5)}: each counts as its own.",
        severity="high",
        column=name,
    )
    return replace(found, renamed=renamed)


def unnamed(evidence: Evidence) -> Iterator[Found]:
    """Find touches whose channel, source, medium or campaign says that it was not set."""
    for name in NAMED:
        values = evidence.column("touchpoints", name)
        if values is None or not is_text(values):
            continue
        rows = rows_where(values, lambda texts: texts.str.strip().str.lower().isin(UNNAMED))
        if rows.mean() >= SOME_UNNAMED:
            yield evidence.found(
                "touchpoints",
                rows,
                title=f"{told(rows, 'touch', 'touches', verb='have')} no {name}: "
                f"{shown([*counts(values[rows]).index])}.",
                severity="high" if rows.mean() >= MANY_UNNAMED else "medium",
                column=name,
            )


def macros(evidence: Evidence) -> Iterator[Found]:
    """Find tracking templates that were never filled in."""
    for name in (*NAMED, "content"):
        values = evidence.column("touchpoints", name)
        if values is None or not is_text(values):
            continue
        rows = rows_where(values, lambda texts: texts.str.contains(MACRO, regex=True))
        if rows.any():
            yield evidence.found(
                "touchpoints",
                rows,
                title=f"{told(rows, 'touch', 'touches', verb='have')} a {name} that was "
                f"never filled in: {shown([*counts(values[rows]).index])}.",
                severity="high",
                column=name,
            )


CHECKS: Final = (
    Check(
        "spellings",
        "Is one channel, source, medium or campaign spelled in several ways (fb, facebook.com, Facebook)?",
        "high",
        "Write each the way most rows do, after a look at what would become what.",
        ("attribution", "cost"),
        spellings,
        "rename",
    ),
    Check(
        "unnamed",
        "Are channel, source, medium or campaign not set?",
        "high",
        "They stay as they are, as a group of their own. Put UTM tags on every link you pay for or send.",
        ("attribution", "cost"),
        unnamed,
    ),
    Check(
        "macros",
        "Are there tracking templates that were never filled in, such as {{campaign.name}}?",
        "high",
        "Correct the tracking template in the advertising tool; the past cannot be told apart any more.",
        ("attribution", "cost"),
        macros,
    ),
)
