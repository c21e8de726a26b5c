"""Which steps a funnel has: the choices made sound for the data, and what follows from them.

Nothing here draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from segattr.averages.funnel import costliest
from segattr.errors import UnsuitableData
from segattr.ui import averages_funnel_store, state
from segattr.ui.averages_view import View, sets_of
from segattr.words import averages_funnel as words

NEARLY_ALL: Final = 0.995


@dataclass(frozen=True, eq=False)
class Steps:
    """A funnel as it is shown.

    Attributes
    ----------
    offered, steps : all steps there are, and those gone through.
    across, columns : the column the segments are of, empty for none; what there is to choose from.
    everybody, segments : the funnel of everybody, and of every segment.
    """

    offered: list[str]
    steps: tuple[str, ...]
    across: str
    columns: list[str]
    everybody: pd.DataFrame
    segments: pd.DataFrame

    @property
    def costs(self) -> Mapping[str, object] | None:
        """The segment and step where most is missing; None where nothing is, beyond chance."""
        return costliest(self.segments) if self.across else None

    def ends(self) -> tuple[Mapping[str, object], Mapping[str, object]]:
        """Return the first and the last step of everybody."""
        rows = self.everybody.sort_values("place").to_dict("records")
        first, last = ({str(k): v for k, v in row.items()} for row in (rows[0], rows[-1]))
        return first, last


def offered(now: View) -> list[str]:
    """Return the steps the data hold, those last that hardly lie on the way.

    Raises
    ------
    UnsuitableData : fewer than two.
    """
    found = list(averages_funnel_store.steps_there(now.dataset.key))
    if len(found) < 2:
        raise UnsuitableData(words.NO_STEPS)
    last = averages_funnel_store.steps_aside(now.dataset.key)
    return sorted(found, key=lambda name: name in last)


def aside(now: View, steps: tuple[str, ...]) -> list[str]:
    """Return the columns that are left out of the steps because they hardly lie on the way."""
    return [name for name in averages_funnel_store.steps_aside(now.dataset.key) if name not in steps]


def chosen(now: View, there: list[str]) -> tuple[str, ...]:
    """Return the visitor's steps as far as the data have them, or those proposed."""
    wanted = tuple(step for step in state.get().steps if step in there)
    return wanted or averages_funnel_store.steps(now.dataset.key)


def funnel(now: View, there: list[str], steps: tuple[str, ...]) -> Steps:
    """Return the funnel of these steps, of everybody and of every segment."""
    columns = [name for name in now.dimensions if name not in steps]
    wanted = state.get().across
    own = [name for name in now.by if name in columns]
    across = wanted if wanted in columns else next(iter(own or columns), "")
    sets = sets_of(state.get())
    everybody = averages_funnel_store.funnel(now.dataset.key, steps, "", sets, now.level)
    segments = (
        averages_funnel_store.funnel(now.dataset.key, steps, across, sets, now.level) if across else everybody
    )
    return Steps(there, steps, across, columns, everybody, segments)


def rows(shown: Steps) -> tuple[pd.DataFrame, int]:
    """Return what the picture draws, and how many segments it leaves out."""
    everybody = shown.everybody.assign(segment=words.EVERYBODY)
    if not shown.across:
        return _drawn(everybody), 0
    first = shown.segments[shown.segments["place"] == shown.segments["place"].min()]
    largest = first.nlargest(words.MOST, "reached")["segment"].tolist()
    own = shown.segments[shown.segments["segment"].isin(largest)]
    order = {name: place for place, name in enumerate(largest)}
    own = own.sort_values("segment", key=lambda names: names.map(order), kind="stable")
    return _drawn(pd.concat([own, everybody], ignore_index=True)), len(first) - len(largest)


def _drawn(table: pd.DataFrame) -> pd.DataFrame:
    leaving = table["place"][(table["segment"] == words.EVERYBODY) & (table["rate"] < NEARLY_ALL)]
    told = table["place"].isin(leaving)  # where everybody starts, nobody leaves
    later = (table[told] if told.any() else table).sort_values("place", kind="stable")
    return pd.DataFrame(
        {
            "row": later["step"].astype("str"),
            "side": later["segment"].astype("str"),
            "people": later["of"].astype("float64"),
            **{name: later[name].astype("float64") for name in ("rate", "low", "high")},
        }
    )
