"""What a reader must know to get the figures of the Averages page again, one setting each."""

from __future__ import annotations

from segattr.averages.split import SMALL, Split, named
from segattr.data.dataset import Dataset
from segattr.ui.averages_view import View
from segattr.ui.summary_opened import OpenedSummary
from segattr.words.averages_table import BANDS, EVIDENCE_BY, RANGES, SORTS, counted, valued


def settings(shown: View, found: Split | None) -> list[str]:
    """Return what is set, in words, as it stands under the result and on every file.

    Parameters
    ----------
    found : the split that is shown; None in the parts that show another picture.
    """
    if found is None:
        return general(shown, 0.95, of_rates=shown.metric == "rate")
    dataset, is_rate = shown.dataset, shown.metric == "rate"
    tested = int(found.rows["adjusted"].notna().sum())
    banded = [named(name) for name in shown.by if name in shown.banded]
    day = dataset.as_of
    within = ", ".join(f"{named(name)} {value}" for name, value in shown.focus)
    return [
        f"only {within}" if within else "",
        *_who(dataset),
        "" if is_rate else valued(shown.metric, _unpriced(dataset)),
        _at_first_touch(dataset, shown.by),
        f"{', '.join(banded)}: {BANDS}" if banded else "",
        f"{shown.level:.0%} {RANGES[is_rate]}".replace("%", " %"),
        f"{EVIDENCE_BY[is_rate]}, adjusted for {tested} (Benjamini–Hochberg)" if tested else "",
        f"first comes: {SORTS[shown.sort].lower()}" if len(found.rows) > 1 else "",
        f"faded: fewer than {SMALL} people",
        f"{day.day} {day:%B %Y}" if day is not None else "",
        *(dataset.source if isinstance(dataset, OpenedSummary) else ()),
    ]


def general(shown: View, level: float, *, of_rates: bool = True) -> list[str]:
    """Return what holds for every part of the page: who is counted, how sure ranges are, up to which day.

    Parameters
    ----------
    level : confidence of the ranges shown (0-1).
    of_rates : whether the ranges shown are of rates, and not of averages.
    """
    dataset, day = shown.dataset, shown.dataset.as_of
    return [
        *_who(dataset),
        "" if shown.metric == "rate" else valued(shown.metric, _unpriced(dataset)),
        f"{level:.0%} {RANGES[of_rates]}".replace("%", " %"),
        f"{day.day} {day:%B %Y}" if day is not None else "",
    ]


def _who(dataset: Dataset) -> tuple[str, str]:
    receipt, outcomes = dataset.receipts.get("outcomes"), dataset.outcomes
    column = receipt.columns.get("converted", "") if receipt else ""
    return counted(
        outcome=column if outcomes is not None else None,
        weighted=outcomes is not None and "people" in outcomes,
        buyers=dataset.conversions is not None and not dataset.has_rates,
    )


def _unpriced(dataset: Dataset) -> int:
    """Return the conversions whose value nobody knows."""
    table = dataset.conversions if dataset.outcomes is None else dataset.outcomes
    return int(table["value"].isna().sum()) if table is not None and "value" in table else 0


def _at_first_touch(dataset: Dataset, by: list[str]) -> str:
    """Say which columns are known of the first touch only."""
    if dataset.outcomes is not None or dataset.touchpoints is None:
        return ""
    known = () if dataset.customers is None else tuple(dataset.customers.columns)
    touched = [name for name in by if name not in known and name in dataset.touchpoints]
    return f"{', '.join(touched)}: at the first touch" if touched else ""
