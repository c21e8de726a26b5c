"""What events of apps are called, and whether any of a dataset's is the install of one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import pandas as pd

from segattr.data.dataset import Dataset

INSTALL, OPEN, ATTRIBUTED, OTHER = "install", "open", "attributed", ""
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    INSTALL: ("application installed", "app installed", "app install", "install", "first open"),
    OPEN: ("application opened", "app opened", "app open", "application foregrounded"),
    ATTRIBUTED: ("install attributed",),
}
"""What an event is -> its names, without capitals and signs."""


def plain_name(name: object) -> str:
    """Return an event's name without capitals and signs.

    Examples
    --------
    >>> plain_name("Application_Installed")
    'application installed'
    """
    return " ".join(re.sub(r"[^a-z0-9]+", " ", str(name).lower()).split())


def kind_of(name: object) -> str:
    """Return what an event is by its name: ``install``, ``open``, ``attributed``, or nothing of these.

    Examples
    --------
    >>> kind_of("install_attributed"), kind_of("Order Completed")
    ('attributed', '')
    """
    return next((kind for kind, names in KINDS.items() if plain_name(name) in names), OTHER)


def holds_installs(dataset: Dataset) -> bool:
    """Whether any event, or any conversion's kind, is the install of an app; quick.

    Examples
    --------
    >>> holds_installs(Dataset())
    False
    """
    return installs_delivered(dataset) > 0


def installs_delivered(dataset: Dataset) -> int:
    """Return how many rows are the install of an app; one install may be delivered several times.

    Examples
    --------
    >>> installs_delivered(Dataset(events=pd.DataFrame({"event": ["install", "install", "login"]})))
    2
    """
    tables = [named_events(dataset.events, "event"), named_events(dataset.conversions, "kind")]
    return sum(int(table["event"].isin(_installs(table)).sum()) for table in tables if table is not None)


def names_of_events(dataset: Dataset) -> tuple[str, ...]:
    """Return the names of all events, and kinds of conversions, that are no install and no attribution."""
    tables = (named_events(dataset.events, "event"), named_events(dataset.conversions, "kind"))
    found = [name for table in tables if table is not None for name in _distinct(table["event"])]
    return tuple(sorted({name for name in found if kind_of(name) not in (INSTALL, ATTRIBUTED)}))


def named_events(table: pd.DataFrame | None, column: str) -> pd.DataFrame | None:
    """Return a table whose events stand in ``event``; None where there is no table or nothing is named.

    Parameters
    ----------
    column : the column that names them: ``event``, of conversions ``kind``.
    """
    if table is None or column not in table:
        return None
    return (
        table.rename(columns={"event": "event (other)"} | {column: "event"}) if column != "event" else table
    )


def _installs(table: pd.DataFrame) -> list[str]:
    return [name for name in _distinct(table["event"]) if kind_of(name) == INSTALL]


def _distinct(values: pd.Series) -> list[str]:
    return [str(name) for name in values.dropna().unique()]
