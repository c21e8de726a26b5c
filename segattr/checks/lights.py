"""For each question the data are asked: can the answer be trusted, and if not, why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from segattr.checks.finding import QUESTIONS, Finding, Question
from segattr.data.dataset import Dataset

Colour = Literal["green", "amber", "red", "none"]


@dataclass(frozen=True)
class Light:
    """Whether one question's answers can be trusted.

    Attributes
    ----------
    question : ``segments``, ``attribution``, ``cost`` or ``value``.
    colour : ``red`` with a blocker, ``amber`` with a finding of high severity, ``green`` otherwise; ``none``
        where the data to answer it are not there.
    reasons : the findings that make it red or amber, the worst first.
    """

    question: Question
    colour: Colour
    reasons: tuple[Finding, ...] = ()


def lights(dataset: Dataset, findings: Sequence[Finding]) -> tuple[Light, ...]:
    """Return a light per question.

    Parameters
    ----------
    dataset : the data.
    findings : what `segattr.checks.audit.audit` found in them.

    Examples
    --------
    >>> [light.colour for light in lights(Dataset(), [])]
    ['none', 'none', 'none', 'none']
    """
    return tuple(_light(question, dataset, findings) for question in QUESTIONS)


def _light(question: Question, dataset: Dataset, findings: Sequence[Finding]) -> Light:
    if not _answerable(question, dataset):
        return Light(question, "none")
    reasons = tuple(f for f in findings if question in f.questions and f.severity in ("blocker", "high"))
    if any(finding.severity == "blocker" for finding in reasons):
        return Light(question, "red", reasons)
    return Light(question, "amber" if reasons else "green", reasons)


def _answerable(question: Question, dataset: Dataset) -> bool:
    there = set(dataset.tables)
    journeys = {"touchpoints", "conversions"} <= there
    if question == "segments":
        return "outcomes" in there or journeys or {"customers", "conversions"} <= there
    if question == "attribution":
        return journeys or "paths" in there
    if question == "cost":
        return "costs" in there and journeys
    return any("value" in dataset.tables[role] for role in ("conversions", "outcomes") if role in there)
