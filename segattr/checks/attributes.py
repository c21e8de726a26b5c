"""Whether what is known of customers can tell them apart honestly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from segattr.checks.check import Check
from segattr.checks.evidence import Evidence
from segattr.checks.finding import Found, Mask
from segattr.checks.spellings import NO_NAME
from segattr.checks.texts import counts, distinct, is_text, one_of, rows_where, told
from segattr.io.content import words_of
from segattr.statistics.association import bias_corrected_v
from segattr.statistics.multiplicity import holm
from segattr.statistics.significance import z_or_fisher
from segattr.words.numbers import percent, share

SOME_MISSING: Final = 0.05
MANY_MISSING: Final = 0.2
LEVEL: Final = 0.05
OTHER_RATE: Final = 0.2  # difference of the rates, as a part of the larger one
MOST_GROUPS: Final = 60
OUTCOME_ITSELF: Final = 0.9  # bias-corrected V
LEAST_ROWS: Final = 100
STAGES: Final = frozenset(["lifecycle", "lifecyclestage", "customerstage", "lifecyclestatus"])
BOUGHT: Final = frozenset(["customer", "kunde", "client", "evangelist"])
NOT_YET: Final = frozenset(["subscriber", "lead", "marketing qualified lead", "mql", "sql", "opportunity"])
UNKNOWN: Final = frozenset([*NO_NAME, "(unknown)", "unknown"])


def missing_matters(evidence: Evidence) -> Iterator[Found]:
    """Find columns whose blanks convert at another rate than the rest."""
    converted = _converted(evidence)
    if not converted.any() or converted.all():
        return
    blanks = {name: _blank(values) for name, values in evidence.dimensions("customers")}
    asked = {name: blank for name, blank in blanks.items() if SOME_MISSING <= blank.mean() < 1}
    if not asked:
        return
    sides = [[(converted & side).sum(), side.sum()] for blank in asked.values() for side in (blank, ~blank)]
    x, n, others, rest = np.array(sides).reshape(-1, 4).T
    sure = holm(z_or_fisher(x, n, others, rest)[1])
    for place, (name, blank) in enumerate(asked.items()):
        rates = float(x[place] / n[place]), float(others[place] / rest[place])
        if sure[place] < LEVEL and abs(rates[0] - rates[1]) >= OTHER_RATE * max(rates):
            yield evidence.found(
                "customers",
                blank,
                title=f"{name} is missing for {share(blank.mean())} of the customers, and "
                f"{percent(rates[0])} of those converted, against {percent(rates[1])} where it is known: "
                "what is missing is no accident.",
                severity="high",
                column=name,
            )


def unknown_group(evidence: Evidence) -> Iterator[Found]:
    """Find columns that are blank for many, so that their largest group may be nobody knows who."""
    for role in ("customers", "outcomes"):
        for name, values in evidence.dimensions(role):
            blank = _blank(values)
            several = (
                len(values) >= LEAST_ROWS and is_text(values) and 2 <= len(counts(values)) <= MOST_GROUPS
            )
            if several and MANY_MISSING <= blank.mean() < 1:
                yield evidence.found(
                    role,
                    blank,
                    title=f"{name} is missing in {share(blank.mean())} of the {role}: every rate by it "
                    "leaves them in "
                    "“(unknown)”.",
                    severity="high",
                    column=name,
                )


def outcome_itself(evidence: Evidence) -> Iterator[Found]:
    """Find columns that say who converted by another name."""
    converted = _converted(evidence)
    if not converted.any() or converted.all():
        return
    for name, values in evidence.dimensions("customers"):
        codes, texts = distinct(values)
        if len(texts) > MOST_GROUPS:
            continue
        people = np.bincount(codes + 1)
        x = np.bincount(codes + 1, converted, minlength=len(people))[people > 0]
        people, rate = people[people > 0], converted.mean()
        q = float(((x - people * rate) ** 2 / people).sum() / (rate * (1 - rate)))
        if bias_corrected_v(q, people=float(people.sum()), segments=len(people)) > OUTCOME_ITSELF:
            found = evidence.found(
                "customers",
                np.ones(len(values), dtype=bool),
                title=f"{name} tells who converted almost perfectly: it was written after the fact and "
                "explains nothing.",
                severity="high",
                column=name,
            )
            yield found


def impossible_stages(evidence: Evidence) -> Iterator[Found]:
    """Find customers whose stage contradicts what they did."""
    converted = _converted(evidence)
    for name, values in evidence.dimensions("customers") if converted.any() else ():
        if "".join(words_of(name)) not in STAGES or not is_text(values):
            continue
        bought, not_yet = (
            rows_where(values.astype("str").str.strip().str.lower(), one_of(stages))
            for stages in (BOUGHT, NOT_YET)
        )
        rows = (bought & ~converted) | (not_yet & converted)
        if rows.sum() >= SOME_MISSING * max(int((bought | not_yet).sum()), 1) and rows.any():
            yield evidence.found(
                "customers",
                rows,
                title=f"{told(rows, 'customer', verb='have')} a {name} their orders "
                "contradict: customers without an order, or leads with one.",
                severity="medium",
                column=name,
            )


def _converted(evidence: Evidence) -> Mask:
    if not len(evidence.people("customers")) or not len(evidence.people("conversions")):
        return np.zeros(len(evidence.people("customers")), dtype=bool)
    return evidence.of("customers", evidence.known("conversions"))


def _makes_groups(values: pd.Series) -> bool:
    return len(values) >= LEAST_ROWS and is_text(values) and 2 <= len(counts(values)) <= MOST_GROUPS


def _blank(values: pd.Series) -> Mask:
    blank = values.isna().to_numpy()
    return (
        blank | rows_where(values, lambda texts: texts.str.strip().str.lower().isin(UNKNOWN))
        if is_text(values)
        else blank
    )


CHECKS: Final = (
    Check(
        "missing_matters",
        "Do customers whose attribute is missing convert at another rate than the others?",
        "high",
        "Keep “(unknown)” as a group of its own, and never drop it from a comparison.",
        ("segments",),
        missing_matters,
    ),
    Check(
        "unknown_group",
        "Is an attribute missing for more than a fifth?",
        "high",
        "Fill the column in the CRM, or split by another one.",
        ("segments",),
        unknown_group,
    ),
    Check(
        "outcome_itself",
        "Does an attribute say who converted by another name, such as a status or a value tier?",
        "high",
        "Leave the column out of comparisons; use what was known before the conversion.",
        ("segments",),
        outcome_itself,
        "drop_column",
    ),
    Check(
        "impossible_stages",
        "Do stages of the CRM contradict the orders?",
        "medium",
        "Bring the CRM up to date, or make the stages of the orders.",
        ("segments",),
        impossible_stages,
    ),
)
