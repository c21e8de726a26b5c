"""The Summary: all that attribution, rates, value and plans need, without a single customer in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from math import inf
from pathlib import Path
from typing import IO

import pandas as pd

from segattr.errors import BadSetting, UnsuitableData
from segattr.reduce.door import UNKNOWN
from segattr.reduce.summary_file import damaged, read_file, write_file
from segattr.reduce.together import channels_together, difference, under
from segattr.reduce.window import Window

NO_TOUCH = "(no touch)"
ALL = "all"
TABLES = (
    "positions",
    "decay",
    "non_direct",
    "milestones",
    "transitions",
    "set_sizes",
    "sets",
    "paths",
    "conversions",
    "rates",
    "lags",
)
SETTINGS = ("segmentation", "segments", "touch_by", "folded", "channels", "timed", "as_of")
LACKING = {"decay": "times", "lags": "times", "milestones": "lead and opportunity dates", "rates": "people"}
MEASURES = frozenset(
    {
        *("touches", "credit", "moves", "journeys", "conversions", "open", "people", "exposed", "converters"),
        *("no_touch", "value", "margin", "no_touch_value", "no_touch_margin"),
    }
)


@dataclass(frozen=True, eq=False)
class Summary:
    """Additive tables per segment and per random customer group; small, and free of customers.

    Attributes
    ----------
    tables : name -> frame; segments and channels are categories, ``group`` is 0 to 63, ``month`` is YYYYMM of
        the conversion (0 where no trend was asked for), ``repeat`` is 1 for a customer's later conversions,
        and for journeys after the first of them that led to none.
        Reach them as attributes: ``summary.positions``.
    window : the settings the journeys were cut with.
    segmentation : what the segments are, in words.
    touch_by : what earns the credit: channel, campaign, source_medium or content.
    folded : names of the channels in ``sets`` and ``paths``; over 31 the tail stands as ``n others``.
    channels : every channel, in the order of the codes in ``transitions`` (1 is the first).
    timed : False where the input were conversion paths, which carry no time.
    as_of : last moment in the data, ISO, empty where unknown.

    Notes
    -----
    Adding Summaries of different customers gives the Summary of all of them. Months do not add up to journeys
    the same way: a journey belongs to the month of its conversion.
    """

    tables: Mapping[str, pd.DataFrame]
    window: Window = field(default_factory=Window)
    segmentation: str = ALL
    touch_by: str = "channel"
    folded: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    timed: bool = True
    as_of: str = ""

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise AttributeError(name)
        if name not in self.tables and not self.timed:
            raise UnsuitableData(
                f"These are counted conversion paths: they carry no {LACKING.get(name, 'such table')}. "
                "Load touchpoints and conversions for that.",
                table=name,
            )
        if name not in self.tables:
            raise UnsuitableData(
                f"This Summary holds no table {name!r} (it has {', '.join(self.tables)}). "
                "Summarise again without leaving it out.",
                table=name,
            )
        return self.tables[name]

    @property
    def segments(self) -> tuple[str, ...]:
        """Every segment, in order, ``(unknown)`` last."""
        return tuple(self.conversions["segment"].cat.categories)

    @property
    def attributed(self) -> pd.Series:
        """Conversions with at least one eligible touch, per segment."""
        counted = self.conversions.groupby("segment", observed=False)[["conversions", "no_touch"]].sum()
        return (counted.conversions - counted.no_touch).rename("conversions")

    def blended(self) -> Summary:
        """Return the Summary of everybody together: the sum over the segments."""
        one = {
            name: table.assign(segment=pd.Categorical([ALL] * len(table)))
            for name, table in self.tables.items()
        }
        return replace(self, tables={name: add_up(table) for name, table in one.items()}, segmentation=ALL)

    def of(self, tables: Mapping[str, pd.DataFrame]) -> Summary:
        """Return a Summary with the same settings and other tables."""
        return replace(self, tables=tables)

    def save(self, path: str | Path, *, min_count: int = 0) -> Path:
        """Write the Summary to one file, to be opened by `segattr.open_summary` or uploaded to the app.

        Parameters
        ----------
        path : where to; an existing file is replaced only once the new one is whole.
        min_count : drop cells that count fewer than this many touches, conversions or people.
        """
        window = asdict(self.window)
        if self.window.lookback_days == inf:  # JSON knows no infinity
            window["lookback_days"] = None
        settings = {"window": window} | {name: getattr(self, name) for name in SETTINGS}
        return write_file(self.tables, settings, Path(path), min_count=min_count)

    def __add__(self, other: Summary) -> Summary:
        """Return the Summary of both's customers; channels that only one of them has stand in both.

        Raises
        ------
        BadSetting : they were made under different settings.
        """
        differ = difference(self, other)
        if differ:
            told = "; ".join(
                f"{name} is {one!r} in one and {two!r} in the other" for name, (one, two) in differ.items()
            )
            raise BadSetting(
                f"These two Summaries cannot be added up: {told}. Summarise both under the same settings.",
                differ=tuple(differ),
            )
        channels, folded = channels_together(self, other)
        parts = [under(part, channels, folded) for part in (self, other)]
        both = {name: add_up(_stack([part[name] for part in parts])) for name in parts[0] if name in parts[1]}
        as_of = max(self.as_of, other.as_of)
        return replace(self, tables=both, channels=channels, folded=folded, as_of=as_of)


def open_summary(source: str | Path | IO[bytes]) -> Summary:
    """Open a Summary file.

    Parameters
    ----------
    source : path, or an open binary file.

    Raises
    ------
    FileRefused : not a Summary, damaged, too large, or made by a later version of segattr.
    """
    tables, settings = read_file(source)
    try:
        window = settings["window"]
        return Summary(
            tables={name: table for name, table in tables.items() if name in TABLES},
            window=Window(**{**window, "direct": tuple(window["direct"])}),
            segmentation=settings["segmentation"],
            touch_by=settings["touch_by"],
            folded=tuple(settings["folded"]),
            channels=tuple(settings["channels"]),
            timed=settings["timed"],
            as_of=settings["as_of"],
        )
    except (KeyError, TypeError, ValueError) as error:  # settings of another program, or of none
        raise damaged(source) from error


def add_up(table: pd.DataFrame) -> pd.DataFrame:
    """Sum the measures of equal keys, keys sorted, so that equal content has equal rows."""
    keys = [c for c in table.columns if c not in MEASURES]
    return table.groupby(keys, observed=True, as_index=False, sort=True).sum()


def label_order(label: str) -> tuple[bool, bool, float, str]:
    """Sort numbers by size, names by alphabet and ``(unknown)`` last.

    Examples
    --------
    >>> sorted(["10", "9", "(unknown)", "new"], key=label_order)
    ['9', '10', 'new', '(unknown)']
    """
    number = pd.to_numeric(label, errors="coerce")
    return label == UNKNOWN, pd.isna(number), 0.0 if pd.isna(number) else float(number), label


def _stack(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    parts = list(tables)
    names = sorted({c for part in parts for c in part["segment"].cat.categories}, key=label_order)
    seated = [part.assign(segment=part["segment"].cat.set_categories(names)) for part in parts]
    return pd.concat(seated, ignore_index=True)
