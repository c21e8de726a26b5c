"""What an opened Summary offers to choose from on the Attribution page."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import cast, get_args

from segattr.attribution.journey_facts import dated_share
from segattr.attribution.registry import MODELS
from segattr.reduce.summary import LACKING, Summary
from segattr.reduce.window import Window
from segattr.ui.choices import Choices, Measure, TouchBy
from segattr.ui.summary_opened import OpenedSummary
from segattr.words import attribution as words
from segattr.words import summaries as summary_words


def why_not(summary: Summary, model: str) -> str:
    """Return why a Summary does not allow a model, in words; empty where it does."""
    needs = MODELS[model].needs
    missing = [name for name in needs if name not in summary.tables]
    if missing:
        return words.NO_TIMES if not summary.timed and {*missing} & {*LACKING} else summary_words.WITHOUT
    return words.NO_MILESTONES if "milestones" in needs and not dated_share(summary) else ""


def offered_measures(summary: Summary) -> list[Measure]:
    """Return what credit can be measured in: money only where the conversions carry any."""
    worth = summary.conversions
    counted = ("share", "conversions")
    return [name for name in get_args(Measure) if name in counted or bool((worth[name] != 0).any())]


def fixed(choices: Choices, opened: OpenedSummary) -> Choices:
    """Return the choices with the settings the Summary was made under."""
    window = opened.summary.window
    own = {each.name: getattr(window, each.name) for each in fields(Window)}
    return replace(choices, touch_by=cast(TouchBy, opened.summary.touch_by), **own)
