"""One check: what it asks, how it finds out, and what its findings make doubtful."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from segattr.checks.evidence import Evidence
from segattr.checks.finding import Found, Question, Severity

FixKind = Literal[
    "",
    "leave_out",
    "leave_people",
    "unname",
    "rename",
    "fold",
    "conceal",
    "drop_column",
    "same_form",
    "link",
    "fill",
    "strip",
    "group",
    "add_up",
    "one_clock",
    "merge",
    "pad",
    "latest",
    "usual",
]


@dataclass(frozen=True)
class Check:
    """A question asked of every Dataset.

    Attributes
    ----------
    name : key in the registry.
    asks : what it looks for, for a reader of the documentation.
    worst : the worst severity it can give.
    advice : what to do about what it finds.
    questions : what its findings make doubtful.
    find : from the evidence to what was found; nothing where all is well or the data are not there.
    fix : kind of fix offered (`segattr.checks.fixes.FIXES`); empty where only somebody can put it right.
    others : kinds of fixes that may be taken in its place.
    """

    name: str
    asks: str
    worst: Severity
    advice: str
    questions: tuple[Question, ...]
    find: Callable[[Evidence], Iterable[Found]]
    fix: FixKind = ""
    others: tuple[FixKind, ...] = ()

    @property
    def fixes(self) -> tuple[FixKind, ...]:
        """Every kind of fix it offers, of which one is taken."""
        return (self.fix, *self.others) if self.fix else ()

    def run(self, evidence: Evidence) -> Iterator[Found]:
        """Give what was found, complete with advice, what it makes doubtful and the fix."""
        for found in self.find(evidence):
            told = replace(
                found.finding,
                check=self.name,
                advice=self.advice,
                questions=self.questions,
                renames=tuple(found.renamed.items()),
            )
            if self.fix and found.fixable:
                fix, *others = (":".join((kind, self.name, told.table, told.column)) for kind in self.fixes)
                told = replace(told, fix=fix, other_fixes=tuple(others))
            yield replace(found, finding=told)
