"""Reports, worked out once per data, segments, models and settings, for whomever and of whatever quarters."""

from __future__ import annotations

from functools import partial

from segattr.data.dataset import Dataset
from segattr.exports.report import Told, report
from segattr.exports.report_parts import Asked, Report, Subject
from segattr.exports.report_sections import SECTIONS
from segattr.exports.report_shown import known_quarters
from segattr.exports.report_workings import Workings
from segattr.ui import store


def quarters(key: str) -> list[str]:
    """Return the quarters a report of the data can be about."""
    return store.kept(("report.quarters", key), lambda: known_quarters(store.loaded(key)))


def made(dataset: Dataset, asked: Asked, segments: str, told: Told) -> Report:
    """Return the report; what was worked out before is not worked out again.

    Parameters
    ----------
    segments : the segmentation of ``asked`` as text, which tells kept reports apart.
    told : called with what is being worked on.
    """
    return report(dataset, asked, workings=_workings(dataset, asked, segments), told=told)


def is_made(dataset: Dataset, asked: Asked, segments: str) -> bool:
    """Whether nothing of the report has to be worked out any more."""
    worked = _workings(dataset, asked, segments)
    wanted = [section for section in SECTIONS if not asked.sections or section in asked.sections]
    return all(worked.has(name) for name in (*wanted, "found"))


def _workings(dataset: Dataset, asked: Asked, segments: str) -> Workings:
    """Return what visitors with the same data share: nobody's files, notes or client."""
    bare = Asked(
        segment_by=asked.segment_by,
        models=asked.models,
        window=asked.window,
        touch_by=asked.touch_by,
        outcome=asked.outcome,
    )
    what = ("report", dataset.key, segments, asked.models, asked.window, asked.touch_by, asked.outcome)
    return store.kept(what, partial(_begun, dataset.with_(receipts={}), bare))


def _begun(dataset: Dataset, asked: Asked) -> Workings:
    return Workings(Subject(dataset, asked))
