"""Where loaded data live: once per process, however many visitors look at them.

The only module that caches. Data are found by `Dataset.key`, a hash of their content, so that nobody reaches
data he has not brought himself, and two people who bring the same file share its memory. Other cached
functions belong here too: they take the key and frozen settings, never a frame (Streamlit hashes a large
frame by a sample of its rows and may hand back an old answer), and fetch the data with `get`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, TypeVar

import pandas as pd
import streamlit as st

from segattr.attribution.attribute import attribute
from segattr.attribution.cautions import cautions as cautions_of
from segattr.attribution.journey_facts import JourneyFacts, days_to_convert
from segattr.attribution.journey_facts import journey_facts as facts_of_journeys
from segattr.attribution.orders import Orders, of_orders
from segattr.attribution.registry import find_models
from segattr.averages import cells as averages
from segattr.averages.common_traits import CommonTraits
from segattr.averages.list_members import Members, Versus, list_members
from segattr.averages.population import Population
from segattr.averages.population import population as population_of
from segattr.averages.segment_sizes import SegmentSizes, sizes_of_placed
from segattr.averages.segment_sizes import segment_sizes as sizes_of
from segattr.averages.telling import telling_splits
from segattr.averages.units import Units, units_of
from segattr.checks.audit import audit
from segattr.checks.finding import Finding
from segattr.data.dataset import Dataset
from segattr.data.load import load
from segattr.errors import UnsuitableData
from segattr.reduce.kept import Kept, journeys_of
from segattr.reduce.seats import summarise_journeys
from segattr.reduce.summarise import summarise
from segattr.reduce.summary import Summary
from segattr.reduce.window import Window
from segattr.segments.clusters import Clusters
from segattr.segments.registry import find_segmentation, read_segmentation
from segattr.segments.rules import Rules
from segattr.segments.segment import segment
from segattr.segments.told_apart import Unit
from segattr.segments.top import Top
from segattr.ui.summary_opened import OpenedSummary
from segattr.words.summaries import NEEDS_ROWS

T = TypeVar("T")
HELD: Final = "segattr.dataset"  # what this visitor works on stays for as long as the visit
CREDIT_TABLES: Final = ("positions", "decay", "non_direct", "conversions")  # what the rule models read
QUICK_ROWS: Final = 200_000  # so many are audited in less than a second
SAMPLE: Final = Path(__file__).resolve().parents[2] / "sample_data"


@st.cache_resource(max_entries=16, ttl="4h", show_spinner=False)
def _slot(key: str) -> dict[str, Dataset]:  # noqa: ARG001 - the key is what tells slots apart
    return {}


@st.cache_resource(max_entries=1, show_spinner=False)
def sample() -> Dataset:
    """Return the shop's data that come with segattr, read once per process."""
    return load(
        touchpoints=SAMPLE / "touchpoints.csv",
        conversions=SAMPLE / "orders.csv",
        customers=SAMPLE / "customers.csv",
        costs=SAMPLE / "costs.csv",
    )


def put(dataset: Dataset) -> str:
    """Keep a dataset and return the key under which `get` finds it.

    Parameters
    ----------
    dataset : a loaded Dataset; one without a ``key`` cannot be kept.
    """
    if not dataset.key:
        raise ValueError(
            "A dataset is kept under its key, and this one has none; load it with segattr.data.load."
        )
    # Receipts name a visitor's files: people who bring the same content share the frames, never the receipts.
    kept = _slot(dataset.key).setdefault("dataset", dataset.with_(receipts={}))
    st.session_state[HELD] = _view(kept).with_(receipts=dataset.receipts)
    return dataset.key


def get(key: str) -> Dataset | None:
    """Return the dataset with this key, or None when there is none (any more).

    Frames are views that copy themselves when written to: what a page does to them, nobody else sees.
    """
    held: Dataset | None = st.session_state.get(HELD)
    if held is not None and held.key == key:
        return held
    kept = _slot(key).get("dataset") if key else None
    if kept is not None:
        st.session_state[HELD] = kept = _view(kept)
    return kept


def loaded(key: str) -> Dataset:
    """Return the dataset with this key, for work on its rows.

    Raises
    ------
    UnsuitableData : it is not kept any more, or it is a Summary, which has none.
    """
    dataset = get(key)
    if dataset is None:
        raise UnsuitableData("These data are no longer in memory. Load them again on the Data page.")
    if isinstance(dataset, OpenedSummary):
        raise UnsuitableData(NEEDS_ROWS)
    return dataset


def opened(key: str) -> OpenedSummary | None:
    """Return the Summary that came as a file, None where the data in use have rows."""
    found = get(key)
    return found if isinstance(found, OpenedSummary) else None


@st.cache_resource(max_entries=8, ttl="2h", show_spinner=False, on_release=lambda kept: kept.close())
def journeys(key: str, window: Window, touch_by: str) -> Kept:
    """Return the journeys cut under one window, from which everything else is reduced."""
    return journeys_of(loaded(key), window, touch_by)


@st.cache_resource(max_entries=64, ttl="2h", show_spinner=False)
def summary(
    key: str, segmentation: str, window: Window, touch_by: str, tables: tuple[str, ...] = CREDIT_TABLES
) -> Summary:
    """Return the reduced tables of credit for one segment set; events are put in order once per window."""
    if (summed := opened(key)) is not None:
        return summed.reduced(segmentation, window, touch_by)
    dataset = loaded(key)
    rule = find_segmentation(segmentation or None)
    rule = rule.of(dataset) if rule is not None else None
    if dataset.touchpoints is None or dataset.conversions is None:
        return summarise(dataset, rule, window)
    return summarise_journeys(journeys(key, window, touch_by), rule, tables=tables)


@st.cache_resource(max_entries=256, ttl="2h", show_spinner=False)
def credit(
    key: str,
    segmentation: str,
    window: Window,
    touch_by: str,
    models: tuple[str, ...],
    *,
    interval: bool = False,
    orders: Orders = "all",
) -> pd.DataFrame:
    """Return `segattr.attribute` of the dataset, with margin; shared, so read it and leave it as it is."""
    reduced = of_orders(_for_models(key, segmentation, window, touch_by, models), orders)
    return attribute(reduced, models, interval=interval, margin=True)


@st.cache_resource(max_entries=256, ttl="2h", show_spinner=False)
def cautions(
    key: str, segmentation: str, window: Window, touch_by: str, models: tuple[str, ...]
) -> tuple[str, ...]:
    """Return what these data do to these models, in sentences."""
    reduced = _for_models(key, segmentation, window, touch_by, models)
    return tuple(cautions_of(reduced, find_models(models)))


def _for_models(
    key: str, segmentation: str, window: Window, touch_by: str, models: tuple[str, ...]
) -> Summary:
    needed = {name for model in find_models(models) for name in model.needs}
    return with_tables(key, segmentation, window, touch_by, needed)


def with_tables(key: str, segmentation: str, window: Window, touch_by: str, needed: Iterable[str]) -> Summary:
    """Return the Summary with these tables; what is there already is not reduced again."""
    where = (key, segmentation, window, touch_by)
    reduced = summary(*where)
    for table in sorted({*needed} - {*reduced.tables}):
        reduced = reduced.of({**summary(*where, (table,)).tables, **reduced.tables})
    return reduced


@st.cache_resource(max_entries=16, ttl="2h", show_spinner=False)
def journey_facts(key: str, window: Window, touch_by: str) -> JourneyFacts:
    """Return how long everybody's journeys are, in touches and, where the data carry times, in days."""
    everybody = summary(key, "", window, touch_by)
    summed = opened(key)
    if summed is not None or not everybody.timed:
        return facts_of_journeys(everybody, median_days=summed.median_days if summed is not None else None)
    kept = journeys(key, window, touch_by)
    with kept.lock:
        return facts_of_journeys(everybody, median_days=days_to_convert(kept))


@st.cache_resource(max_entries=16, ttl="2h", show_spinner=False)
def members(key: str, top: Top) -> Members:
    """Return everybody on the list, who is in the top, and what else is known of them."""
    return list_members(loaded(key), top)


@st.cache_resource(max_entries=32, ttl="2h", show_spinner=False)
def common_traits(key: str, top: Top, versus: Versus) -> CommonTraits:
    """Return what the top has in common."""
    return members(key, top).in_common(versus=versus)


@st.cache_resource(max_entries=16, ttl="2h", show_spinner=False)
def units(key: str) -> Units:
    """Return everybody the averages count, one row each; shared, so leave it as it is."""
    return units_of(loaded(key))


@st.cache_resource(max_entries=16, ttl="2h", show_spinner=False)
def cells(key: str, sets: tuple[tuple[str, str], ...] = ()) -> pd.DataFrame:
    """Return people, converters and sums by every dimension at once; every view of the averages sums these.

    Parameters
    ----------
    sets : segment sets that are dimensions too: what each is called, and its definition's text.
    """
    if (summed := opened(key)) is not None:
        return summed.cells()
    extra = {name: segment(loaded(key), read_segmentation(text)) for name, text in sets}
    return averages.cells_of(units(key), extra)


@st.cache_resource(max_entries=16, ttl="2h", show_spinner=False)
def splits(
    key: str,
    sets: tuple[tuple[str, str], ...] = (),
    metric: str = "rate",
    focus: tuple[tuple[str, str], ...] = (),
) -> pd.DataFrame:
    """Return the dimensions, the most telling of a metric first; inside a focus, what it leaves to tell."""
    return telling_splits(averages.inside(cells(key, sets), focus), metric)


@st.cache_resource(max_entries=512, ttl="2h", show_spinner=False)
def kept(what: tuple[object, ...], _work: Callable[[], T]) -> T:  # noqa: ARG001 - what tells works apart
    """Return what a piece of work gives, done once for all visitors; shared, so leave it as it is.

    Parameters
    ----------
    what : the name of the work, the `Dataset.key`, and every setting it depends on; no frames.
    """
    return _work()


@st.cache_resource(max_entries=8, ttl="2h", show_spinner=False)
def population(key: str, unit: Unit, day: str = "") -> Population:
    """Return everybody of a unit with all that rules may ask about; shared, so leave it as it is."""
    return population_of(loaded(key), unit, day)


@st.cache_resource(max_entries=256, ttl="2h", show_spinner=False)
def segment_sizes(key: str, unit: Unit, definition: str) -> SegmentSizes:
    """Return size and rate of the segments of a set, given as its definition's text; empty for everybody."""
    rule = find_segmentation(definition or None)
    rule = rule.of(loaded(key)) if rule is not None else None
    everybody = population(key, unit, getattr(rule, "as_of", ""))  # a share of the top has no day of its own
    if rule is None or isinstance(rule, Rules):
        return sizes_of(everybody, rule)
    assert isinstance(rule, Top | Clusters)  # the Segments page shows no other kind
    return sizes_of_placed(everybody, loaded(key), rule)


@st.cache_resource(max_entries=32, ttl="2h", show_spinner=False)
def _audited(key: str) -> dict[str, tuple[Finding, ...]]:  # noqa: ARG001 - as in `_slot`
    return {}


def findings(key: str) -> tuple[Finding, ...]:
    """Return what the audit finds in the data, the worst first; worked out once."""
    kept = _audited(key)
    if key not in kept:
        kept[key] = tuple(audit(loaded(key)))
    return kept[key]


def findings_if_quick(key: str) -> tuple[Finding, ...] | None:
    """Return what the audit finds, None where nobody has asked for it yet and it would take a while."""
    if opened(key) is not None:
        return None
    rows = sum(len(table) for table in loaded(key).tables.values())
    return findings(key) if rows <= QUICK_ROWS or key in _audited(key) else None


def forget() -> None:
    """Let go of the dataset this visitor works on; it leaves memory with the last visitor who has it."""
    st.session_state.pop(HELD, None)


def _view(dataset: Dataset) -> Dataset:
    return dataset.with_(**{role: table.copy(deep=False) for role, table in dataset.tables.items()})
