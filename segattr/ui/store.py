"""Where loaded data live: once per process, however many visitors look at them.

The only module that caches. Data are found by `Dataset.key`, a hash of their content, so that nobody reaches
data he has not brought himself, and two people who bring the same file share its memory. Other cached
functions belong here too: they take the key and frozen settings, never a frame (Streamlit hashes a large
frame by a sample of its rows and may hand back an old answer), and fetch the data with `get`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd
import streamlit as st

from segattr.attribution.attribute import attribute
from segattr.averages import cells as averages
from segattr.averages.telling import telling_splits
from segattr.data.dataset import Dataset
from segattr.data.load import load
from segattr.errors import UnsuitableData
from segattr.reduce.journeys import Journeys
from segattr.reduce.seats import summarise_journeys
from segattr.reduce.source import source_of_dataset
from segattr.reduce.summarise import summarise
from segattr.reduce.summary import Summary
from segattr.reduce.window import Window
from segattr.segments.registry import find_segmentation

HELD: Final = "segattr.dataset"  # what this visitor works on stays for as long as the visit
CREDIT_TABLES: Final = ("positions", "decay", "non_direct", "conversions", "rates")
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
    """Return the dataset with this key.

    Raises
    ------
    UnsuitableData : it is not kept any more.
    """
    dataset = get(key)
    if dataset is None:
        raise UnsuitableData("These data are no longer in memory. Load them again on the Data page.")
    return dataset


@st.cache_resource(max_entries=8, ttl="2h", show_spinner=False, on_release=Journeys.close)
def _journeys(key: str, window: Window, touch_by: str) -> Journeys:
    return Journeys(source_of_dataset(loaded(key)), window, touch_by)


@st.cache_resource(max_entries=64, ttl="2h", show_spinner=False)
def summary(key: str, segmentation: str, window: Window, touch_by: str) -> Summary:
    """Return the reduced tables of credit for one segment set; events are put in order once per window."""
    dataset = loaded(key)
    rule = find_segmentation(segmentation or None)
    rule = rule.of(dataset) if rule is not None else None
    if dataset.touchpoints is None or dataset.conversions is None:
        return summarise(dataset, rule, window)
    return summarise_journeys(_journeys(key, window, touch_by), rule, tables=CREDIT_TABLES)


@st.cache_resource(max_entries=256, ttl="2h", show_spinner=False)
def credit(
    key: str,
    segmentation: str,
    window: Window,
    touch_by: str,
    models: tuple[str, ...],
    *,
    interval: bool = False,
) -> pd.DataFrame:
    """Return `segattr.attribute` of the dataset; shared, so read it and leave it as it is."""
    return attribute(summary(key, segmentation, window, touch_by), models, interval=interval)


@st.cache_resource(max_entries=16, ttl="2h", show_spinner=False)
def cells(key: str) -> pd.DataFrame:
    """Return people and converters by every dimension at once; every view of the averages sums these."""
    return averages.cells(loaded(key))


@st.cache_resource(max_entries=16, ttl="2h", show_spinner=False)
def splits(key: str) -> pd.DataFrame:
    """Return the dimensions, the most telling first."""
    return telling_splits(cells(key))


def forget() -> None:
    """Let go of the dataset this visitor works on; it leaves memory with the last visitor who has it."""
    st.session_state.pop(HELD, None)


def _view(dataset: Dataset) -> Dataset:
    return dataset.with_(**{role: table.copy(deep=False) for role, table in dataset.tables.items()})
