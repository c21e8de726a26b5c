"""Between which periods a change is looked for: the choices made sound for the data, and what follows.

Nothing here draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pandas as pd

from segattr.averages import over_time
from segattr.averages.compare import compare
from segattr.averages.periods import clocks
from segattr.averages.split import opening
from segattr.errors import UnsuitableData
from segattr.ui import averages_store, state
from segattr.ui.averages_view import View, sets_of
from segattr.ui.choices import Every
from segattr.words import averages_moved as words
from segattr.words.adding_up import effects_adding_up
from segattr.words.averages_moved import End

SHOWN: Final = 5  # segments of the waterfall; the rest stand in one row

Line = tuple[str, float, float, bool, str]
"""A row of the waterfall: label, size, the figure written beside it, whether it is an end, whose it is."""


@dataclass(frozen=True, eq=False)
class Change:
    """A change between two periods.

    Attributes
    ----------
    every, clock, clocks : how long the periods are, and by which column.
    across, columns : the column the segments are of; empty where there is none.
    periods, before, after : all there are, and the two compared.
    cells : people and converters by period and every dimension.
    """

    every: Every
    clock: str
    clocks: tuple[str, ...]
    across: str
    columns: list[str]
    periods: list[str]
    before: str
    after: str
    cells: pd.DataFrame

    @cached_property
    def everybody(self) -> pd.DataFrame:
        """The trend of everybody together."""
        return over_time.trend(self.cells)

    @cached_property
    def segments(self) -> pd.DataFrame:
        """The trend of every segment."""
        return over_time.trend(self.cells, (self.across,)) if self.across else self.everybody.iloc[:0]

    @cached_property
    def parts(self) -> pd.DataFrame:
        """What every segment added to the change; see `segattr.averages.over_time.moved`."""
        trend = self.segments if self.across else self.everybody
        return over_time.moved(trend, self.before, self.after)

    @cached_property
    def shown(self) -> pd.DataFrame:
        """The same as figures to read: rounded, and adding up to the change that stands above them."""
        before, after = self.ends
        rounded = effects_adding_up(self.parts, after.rate - before.rate)
        return self.parts.drop(columns=list(rounded)).join(rounded)

    @property
    def ends(self) -> tuple[End, End]:
        """Everybody before and after."""
        rows = self.everybody.set_index(self.everybody["period"].astype("str"))
        before, after = (
            End(name, *rows.loc[name, ["rate", "low", "high", "people"]].astype(float))
            for name in (self.before, self.after)
        )
        return before, after

    @property
    def p(self) -> float:
        """Whether chance alone would move everybody's rate so far."""
        return compare(self.cells, "period", self.before, self.after, dims=()).p


def change(now: View) -> Change:
    """Return the change the visitor asks about, as far as the data carry it.

    Raises
    ------
    UnsuitableData : nothing in the data says when, or all of it is one period.
    """
    choices = state.get()
    known = clocks(now.dataset)
    if not known:
        raise UnsuitableData(words.NO_TIME)
    clock = choices.clock if choices.clock in known else known[0]
    cells = averages_store.period_cells(now.dataset.key, choices.every, clock, sets_of(choices))
    periods = [str(p) for p in over_time.trend(cells)["period"]]
    if len(periods) < 2:
        raise UnsuitableData(
            words.ONE_PERIOD.format(period=next(map(words.period, periods), "no time at all"))
        )
    before, after = _between(choices.between, periods)
    columns = [name for name in now.dimensions if name != clock]
    across = choices.across if choices.across in columns else _first(now, columns)
    return Change(choices.every, clock, known, across, columns, periods, before, after, cells)


def move_end(shown: Change, period: str) -> None:
    """Let the nearer end of the comparison move to a period."""
    places = {name: place for place, name in enumerate(shown.periods)}
    place, before, after = (places[name] for name in (period, shown.before, shown.after))
    if place in (before, after):
        return
    to_before = place < before or (place < after and place - before < after - place)
    state.change(between=(period, shown.after) if to_before else (shown.before, period))


def steps(shown: Change) -> pd.DataFrame:
    """Return the steps of the waterfall: the rate before, what each segment added, the rate after."""
    before, after = (words.period(name) for name in (shown.before, shown.after))
    start, end = (end.rate for end in shown.ends)
    size = shown.parts["rate_effect"].abs() + shown.parts["mix_effect"].abs()
    order = size.sort_values(ascending=False, kind="stable").index
    lines = [(before, start, start, True, "")]
    for place in order[:SHOWN]:
        name = str(shown.parts.loc[place, "segment"])
        lines += _pair(shown, [place], (f"{name}: its rate", f"{name}: its share"), name)
    if len(order) > SHOWN:
        others = words.others(len(order) - SHOWN)
        lines += _pair(shown, list(order[SHOWN:]), (f"{others}: rates", f"{others}: shares"), others)
    lines.append((after if after != before else f"{after} ", end, end, True, ""))
    return pd.DataFrame(lines, columns=["label", "size", "figure", "is_end", "group"])


def _pair(shown: Change, rows: list[int], labels: tuple[str, str], group: str) -> list[Line]:
    """Return what some segments added by their rates and by their shares: as it is, and as it is read."""
    return [
        (
            label,
            float(shown.parts.loc[rows, name].sum()),
            float(shown.shown.loc[rows, name].sum()),
            False,
            group,
        )
        for label, name in zip(labels, ("rate_effect", "mix_effect"), strict=True)
    ]


def _between(wanted: tuple[str, ...], periods: list[str]) -> tuple[str, str]:
    known = sorted({name for name in wanted if name in periods}, key=periods.index)
    return (known[0], known[1]) if len(known) == 2 else (periods[-2], periods[-1])


def _first(now: View, columns: list[str]) -> str:
    wanted = [name for name in now.by if name in columns]
    if wanted or not columns:
        return next(iter(wanted), "")
    telling = opening(now.splits) if len(now.splits) else ""
    return telling if telling in columns else columns[0]
