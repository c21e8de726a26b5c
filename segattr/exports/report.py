"""The quarter report: everything an executive reads, worked out once, to be written in any form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.exports.document import Document
from segattr.exports.report_data import audit_part, control_part, settings_part
from segattr.exports.report_found import found_part
from segattr.exports.report_goals import goals_part
from segattr.exports.report_notes import notes_part
from segattr.exports.report_parts import Asked, Part, Report, Subject, Sum
from segattr.exports.report_quarters import HEADERS
from segattr.exports.report_sections import SECTIONS, made
from segattr.exports.report_shown import checked, of_quarters, quarters_there
from segattr.exports.report_workings import Workings
from segattr.words import report as words
from segattr.words import report_sections as said
from segattr.words.outcome import outcome_of

Told = Callable[[str], None]
Made = dict[str, tuple[Part, ...]]


def report(
    dataset: Dataset,
    asked: Asked | None = None,
    *,
    workings: Workings | None = None,
    told: Told | None = None,
) -> Report:
    """Return the quarter report of a dataset.

    Parameters
    ----------
    dataset : the data. asked : segments, models and settings; everybody and the defaults if left out.
    workings : of the same data, segments, models and settings, where some of it is worked out already.
    told : called with what is being worked on, before each piece that is not worked out yet.

    Returns
    -------
    Report : a part that has nothing to say keeps its place and says why.

    Raises
    ------
    UnknownName : a section or a quarter that there is not.

    Notes
    -----
    Every figure is that of the public function it is named after: `segattr.attribute`, `segattr.discover`,
    `segattr.audit`; the report only puts them side by side.
    """
    asked = asked or Asked()
    wanted = checked(asked.sections, list(said.SECTIONS), said.UNKNOWN_SECTION)
    worked = workings or Workings(Subject(dataset, asked))
    parts, sums = _worked_out(worked, wanted, told or (lambda _: None))
    there = quarters_there(dataset, [worked.by_quarter, *(part for own in parts.values() for part in own)])
    chosen = checked(asked.quarters, there, said.UNKNOWN_QUARTER)
    shown = {section: tuple(of_quarters(part, chosen) for part in own) for section, own in parts.items()}
    shown |= _written(asked, wanted, of_quarters(worked.by_quarter, chosen))
    origin = Document(pd.DataFrame(), name="report", title="", made=asked.made).origin
    items, fallen = worked.found
    controlled = control_part(dataset, asked)
    lines = _headlines(worked.by_quarter, chosen, there, dataset.currency)
    lines += [part.notes[0] for part in controlled]
    whole = (
        found_part(items, fallen, lines, asked.notes),
        *(part for section in said.SECTIONS for part in shown.get(section, ())),
        *controlled,
        settings_part(dataset, asked, worked.subject.rule, origin),
        audit_part(worked.findings),
    )
    title = f"{asked.client}: quarter report" if asked.client else "Quarter report"
    told_of = tuple(_told_of(sums, whole, chosen if list(chosen) != there else None))
    outcome = asked.outcome or outcome_of(dataset)
    return Report(title, whole, told_of, dataset.currency, origin, _missing(shown), outcome)


def _worked_out(worked: Workings, wanted: Sequence[str], told: Told) -> tuple[Made, list[Sum]]:
    """Return the sections that come from the data, and the totals they must add up to."""
    parts: Made = {}
    sums: list[Sum] = []
    for section in SECTIONS:
        if section in wanted:
            if not worked.has(section):
                told(said.SECTIONS[section])
            parts[section], own = made(worked, section)
            sums += own
    if not worked.has("found"):
        told(words.FOUND)
    _ = worked.found
    return parts, sums


def _written(asked: Asked, wanted: Sequence[str], by_quarter: Part) -> Made:
    """Return the sections that people wrote, where there are any."""
    goals = (goals_part(asked.cards, by_quarter),) if asked.cards and "goals" in wanted else ()
    notes = (notes_part(asked.notes),) if asked.notes and "notes" in wanted else ()
    return {section: own for section, own in (("goals", goals), ("notes", notes)) if own}


def _headlines(by_quarter: Part, chosen: Sequence[str], there: Sequence[str], currency: str) -> list[str]:
    """Return what the last quarter that is told of brought, and which quarters are not whole."""
    table, revenue = by_quarter.table, HEADERS["value"]
    if revenue not in table or not chosen:
        return []
    whole = table.groupby(HEADERS["period"])[revenue].sum()
    last = next((name for name in reversed(chosen) if name in whole), None)
    if last is None:
        return []
    place = list(there).index(last)
    earlier = there[place - 1] if place and there[place - 1] in whole else None
    partial = [note for note in by_quarter.notes if note.startswith(words.PARTIAL.partition("{")[0])]
    if any(name in note for note in partial for name in (last, earlier) if name):
        earlier = None  # a part of a quarter is not compared with another
    before = float(whole[earlier]) if earlier is not None else None
    partial = [note for note in partial if any(quarter in note for quarter in chosen)]
    return [words.headline(last, float(whole[last]), before, currency), *partial]


def _told_of(sums: Sequence[Sum], parts: Sequence[Part], chosen: Sequence[str] | None) -> list[Sum]:
    """Return the totals of what is shown; ``chosen`` is None where all quarters are."""
    there = {part.name: part.table for part in parts if len(part.table)}
    told = [each for each in sums if each.part in there]
    if chosen is None:
        return told
    of_all = {name for name, table in there.items() if HEADERS["period"] not in table}
    return [each for each in told if (each.where[1] in chosen if each.where else each.part in of_all)]


def _missing(shown: Mapping[str, tuple[Part, ...]]) -> dict[str, str]:
    """Return the sections that have nothing to say, each with its reason."""
    return {
        section: " ".join(dict.fromkeys(part.notes[0] for part in own if part.notes))
        for section, own in shown.items()
        if all(part.table.empty for part in own)
    }
