"""What installs cost: every bill goes to the installs it names, evenly; what names none is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.data.app_events import texts_of
from segattr.data.app_names import plain_name
from segattr.data.installs import NO, UNKNOWN

BILLED: Final[Mapping[str, tuple[str, ...]]] = {
    "source": ("channel",),
    "campaign": ("campaign",),
    "ad_group": ("ad group", "adgroup", "ad group name", "adset", "ad set", "ad set name", "adset name"),
    "creative": ("creative", "ad creative", "creative name", "ad", "ad name", "content"),
    "platform": ("platform", "os", "operating system", "device platform"),
    "app": ("app", "app name", "application"),
    "country": ("country", "country code"),
}
"""What is known of an install -> what a column of the costs that says the same may be called."""

DAY: Final = pd.Timedelta(days=1)


@dataclass(frozen=True, eq=False)
class InstallSpend:
    """Where the spend of the costs went.

    Attributes
    ----------
    placed : spend per install.
    divided : per install, whether a bill in it tells these groups not apart.
    unplaced : what names no install: the costs' own columns of `keys`, and ``spend``.
    outside : spend of days before the first install or after the last event.
    keys : what is known of an install and names it on a bill -> the column of the costs.
    total : all spend; ``placed.sum() + unplaced.spend.sum() + outside``.
    """

    placed: NDArray[np.float64]
    divided: NDArray[np.bool_]
    unplaced: pd.DataFrame
    outside: float
    keys: Mapping[str, str]
    total: float


def install_spend(
    costs: pd.DataFrame,
    known: pd.DataFrame,
    group: NDArray[np.int64],
    *,
    since: pd.Timestamp,
    until: pd.Timestamp,
    more: Sequence[str] = (),
) -> InstallSpend:
    """Return which install bears which part of the spend.

    Parameters
    ----------
    costs : the dataset's costs.
    known : one row per install: what a bill may name.
    group : the group each install is shown in; a bill over several is divided by their installs.
    since, until : first and last day of the data; a bill is spread evenly over its days.
    more : further columns of ``known`` that may stand on bills under the same name.

    Notes
    -----
    A bill names an install where every cell it fills in says the same as the install. A column counts only
    where at least one of its values is met among the installs. Names are compared as they are written.

    Examples
    --------
    >>> day = pd.Timestamp("2026-01-02", tz="UTC")
    >>> bills = pd.DataFrame({"channel": ["Ads", "Radio"], "start": [day] * 2, "spend": [9.0, 4.0]})
    >>> known = pd.DataFrame({"source": ["Ads", "Ads", "organic or unattributed"]})
    >>> spent = install_spend(bills, known, np.array([0, 0, 1]), since=day, until=day)
    >>> spent.placed.tolist(), spent.unplaced["spend"].tolist()
    ([4.5, 4.5, 0.0], [4.0])
    """
    spend = costs["spend"].fillna(0.0).to_numpy(float)
    inside = spend * _part_inside(costs, since, until)
    named = {name: texts_of(costs[column]) for name, column in _columns(costs, known, more).items()}
    keys = {name: texts for name, texts in named.items() if np.isin(texts, _said(known[name])).any()}
    bills = pd.DataFrame(keys, index=costs.index).assign(spend=inside)
    placed, divided = np.zeros(len(known)), np.zeros(len(known), dtype=bool)
    left = np.ones(len(bills), dtype=bool)
    for names, rows in _by_filled(bills, list(keys)):
        if names:
            left[rows] = ~_place(bills.iloc[rows], known, names, group, placed, divided)
    unplaced = _unplaced(costs, _columns(costs, known, more), inside, left)
    columns = {name: column for name, column in _columns(costs, known, more).items() if name in keys}
    outside = float(spend.sum() - inside.sum())
    return InstallSpend(placed, divided, unplaced, outside, columns, float(spend.sum()))


def _columns(costs: pd.DataFrame, known: pd.DataFrame, more: Sequence[str]) -> dict[str, str]:
    """Return the columns of the costs that may name installs."""
    headers = {plain_name(header): str(header) for header in reversed(costs.columns)}
    found = {
        name: next((headers[called] for called in names if called in headers), "")
        for name, names in BILLED.items()
        if name in known
    }
    found |= {name: name for name in more if name in costs and name in known}
    return {name: column for name, column in found.items() if column}


def _said(values: pd.Series) -> NDArray[np.object_]:
    names = np.asarray(values.unique(), dtype=object)
    return names[~np.isin(names, [NO, UNKNOWN, ""])]


def _by_filled(bills: pd.DataFrame, keys: list[str]) -> list[tuple[tuple[str, ...], NDArray[np.int64]]]:
    """Return the bills that fill in the same columns, together."""
    filled = np.zeros(len(bills), dtype=np.int64)
    for bit, name in enumerate(keys):
        filled |= (bills[name] != "").to_numpy().astype(np.int64) << bit
    return [
        (tuple(name for bit, name in enumerate(keys) if kind >> bit & 1), np.flatnonzero(filled == kind))
        for kind in np.unique(filled).tolist()
    ]


def _place(
    bills: pd.DataFrame,
    known: pd.DataFrame,
    names: tuple[str, ...],
    group: NDArray[np.int64],
    placed: NDArray[np.float64],
    divided: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Add the bills to the installs they name; return which bills name one."""
    both = pd.concat([bills[[*names]], known[[*names]].astype(object)], ignore_index=True)
    codes = both.groupby([*names], sort=False).ngroup().to_numpy()
    billed, own = codes[: len(bills)], codes[len(bills) :]
    size = int(codes.max()) + 1
    paid = np.bincount(billed, bills["spend"].to_numpy(float), minlength=size)
    count = np.bincount(own, minlength=size)
    placed += (paid / np.maximum(count, 1))[own]
    pairs = pd.DataFrame({"bill": own, "group": group}).drop_duplicates()
    several = np.bincount(pairs["bill"], minlength=size) > 1
    divided |= (several & (paid != 0))[own]
    return np.asarray(count[billed] > 0)


def _part_inside(costs: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp) -> NDArray[np.float64]:
    start = costs["start"].dt.floor("D")
    end = costs["end"].dt.floor("D").fillna(start) if "end" in costs else start
    end = end.where(end >= start, start)
    days = (end - start) / DAY + 1
    overlap = (end.clip(upper=until.floor("D")) - start.clip(lower=since.floor("D"))) / DAY + 1
    return np.asarray((overlap.clip(lower=0) / days).fillna(0.0), dtype=np.float64)


def _unplaced(
    costs: pd.DataFrame, columns: Mapping[str, str], inside: NDArray[np.float64], left: NDArray[np.bool_]
) -> pd.DataFrame:
    names = [*dict.fromkeys(["channel", *columns.values()])]
    rows = pd.DataFrame({name: texts_of(costs[name]) for name in names}).assign(spend=inside)
    rows = rows[left & (inside != 0)]
    summed: pd.DataFrame = rows.groupby(names, sort=False)["spend"].sum().reset_index()
    return summed
