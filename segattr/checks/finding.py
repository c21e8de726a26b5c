"""What a check found: how bad it is, where, how much hangs on it, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

Severity = Literal["blocker", "high", "medium", "low"]
Question = Literal["segments", "attribution", "cost", "value"]
Mask = NDArray[np.bool_]
Pair = tuple[str, str, str]

SEVERITIES: Final[tuple[Severity, ...]] = ("blocker", "high", "medium", "low")
QUESTIONS: Final[tuple[Question, ...]] = ("segments", "attribution", "cost", "value")
PAGES: Final[Mapping[Question, tuple[str, ...]]] = {
    "segments": ("segments", "averages"),
    "attribution": ("attribution",),
    "cost": ("value", "plan"),
    "value": ("value",),
}
MOST_EXAMPLES: Final = 5


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, or odd enough to be looked at.

    Attributes
    ----------
    check : name of the check, a key of `segattr.checks.registry.CHECKS`.
    severity : ``blocker`` (figures would be wrong), ``high``, ``medium`` or ``low``.
    title : what was found and where, in a sentence; names of the client's stand in it as they are.
    advice : what to do about it, in a sentence.
    table, column : where; column is empty where it is about whole rows.
    count, share : rows it is about, and their part (0-1) of the rows looked at.
    conversions, money : conversions that hang on these rows, and their value, or the spend in them.
    examples : up to five of the rows, column -> value as text.
    questions : what can be trusted less for it: ``segments``, ``attribution``, ``cost``, ``value``.
    renames : spellings as they stand, each with the one it would become; empty where nothing is renamed.
    fix : what `segattr.checks.fixes.fixed` takes to put it right; empty where only somebody can.
    other_fixes : what it takes to put it right in another way.
    pairs : ids of one person: the one that would give way, the one that would stay, and what they share.

    Examples
    --------
    >>> Finding("repeated_rows", "high", "2 rows stand twice.", questions=("segments",)).pages
    ('segments', 'averages')
    """

    check: str
    severity: Severity
    title: str
    advice: str = ""
    table: str = ""
    column: str = ""
    count: int = 0
    share: float = 0.0
    conversions: float = 0.0
    money: float = 0.0
    examples: tuple[Mapping[str, str], ...] = ()
    questions: tuple[Question, ...] = ()
    fix: str = ""
    renames: tuple[tuple[str, str], ...] = ()
    other_fixes: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()

    @property
    def fixes(self) -> tuple[str, ...]:
        """Every fix there is for it, of which one is taken."""
        return (self.fix, *self.other_fixes) if self.fix else ()

    @property
    def pages(self) -> tuple[str, ...]:
        """Pages whose figures it taints."""
        return tuple(dict.fromkeys(page for question in self.questions for page in PAGES[question]))

    @property
    def at_risk(self) -> tuple[float, ...]:
        """What puts findings in order: the worst first, then the one on which most hangs."""
        return (SEVERITIES.index(self.severity), -self.conversions, -self.money, -self.share)


@dataclass(frozen=True, eq=False)
class Found:
    """A finding with the rows it is about, which a fix may leave out, and what it would rename.

    Attributes
    ----------
    finding : what is said about it.
    rows : per row of the table, whether it is about this one; None where it is not about rows.
    renamed : text -> the text it would become, where a fix writes one for the other.
    fixable : whether the fix of its check would put this one right.
    """

    finding: Finding
    rows: Mask | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)
    fixable: bool = True


def with_counts(found: Found, *, count: int, of: int) -> Found:
    """Return a finding that counts something else than rows, such as days or customers; no rows to leave out.

    Examples
    --------
    >>> with_counts(Found(Finding("", "low", "")), count=2, of=8).finding.share
    0.25
    """
    return replace(found, finding=replace(found.finding, count=count, share=count / max(of, 1)), rows=None)
