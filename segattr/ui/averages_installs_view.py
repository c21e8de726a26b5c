"""What is shown of installs: the choices made sound for the data, and the rows that follow from them.

Nothing here draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from segattr.averages.install_steps import STEPS
from segattr.averages.install_table import NOT_PLACED, OTHER_DAYS
from segattr.averages.installs import InstallReport
from segattr.data.dataset import Dataset
from segattr.data.installs import NO
from segattr.ui import averages_installs_store as kept
from segattr.ui import state
from segattr.ui.averages_view import sets_of
from segattr.words import installs as words
from segattr.words.numbers import count, interval, money, percent

RATES: Final = {"opened": "open", "activated": "active", "paid": "pay"}
TOLD: Final = {"open": "opened", "activate": "active", "pay": "paid"}
Row = Mapping[str, object]


@dataclass(frozen=True, eq=False)
class Shown:
    """Installs as they are shown.

    Attributes
    ----------
    everybody, groups : the report of all installs, and by the column chosen.
    by, columns : the column the groups are of, empty for none; what there is to choose from.
    steps : the events that stand for being active and for having paid; the second may be empty.
    could_be : everything each of the two could be.
    """

    everybody: InstallReport
    groups: InstallReport
    by: str
    columns: tuple[str, ...]
    steps: tuple[str, str]
    could_be: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def total(self) -> dict[str, float]:
        """The figures of all installs together."""
        row = self.everybody.table.iloc[0]
        return {str(name): float(row[name]) for name in row.index if name not in ("segment", "note")}

    @property
    def organic(self) -> float:
        """Share of the installs without an attribution that counts."""
        return float((self.everybody.installs.rows["attribution"] == NO).mean())

    def extremes(self) -> tuple[Row, Row] | None:
        """Return the groups of the cheapest installs and cheapest active users; None for less than two."""
        billed = self.groups.table.dropna(subset=["cost_per_install", "cost_per_active"])
        if len(billed) < 2 or not self.by:
            return None
        return _row(billed, "cost_per_install"), _row(billed, "cost_per_active")


def shown(dataset: Dataset, level: float) -> Shown:
    """Return the installs as the visitor has chosen, as far as the data have it."""
    choices, key = state.get(), dataset.key
    proposed, active, paid = kept.steps(key)
    wanted = (*choices.steps, *proposed[len(choices.steps) :])[:2] if len(choices.steps) < 3 else proposed
    steps = (
        wanted[0] if wanted[0] in active else proposed[0],
        wanted[1] if wanted[1] in paid else proposed[1],
    )
    sets = sets_of(choices) if dataset.customers is not None or dataset.touchpoints is not None else ()
    columns = (*kept.columns(key), *(name for name, _ in sets))
    by = choices.across if choices.across in columns else next(iter(columns), "")
    everybody = kept.report(key, "", steps, (), level)
    groups = kept.report(key, by, steps, sets, level) if by else everybody
    return Shown(everybody, groups, by, columns, steps, (active, paid))


def drawn(seen: Shown) -> tuple[pd.DataFrame, int]:
    """Return what the picture draws, and how many groups it leaves out."""
    everybody = seen.everybody.funnel.assign(segment=words.EVERYBODY)
    if not seen.by:
        return _marks(everybody, seen), 0
    table = seen.groups.table
    names = table.loc[table["installs"] > 0, table.columns[0]].astype("str").tolist()
    largest = names[: words.MOST]
    own = seen.groups.funnel[seen.groups.funnel["segment"].isin(largest)]
    own = own.sort_values("segment", key=lambda values: values.map(largest.index), kind="stable")
    return _marks(pd.concat([own, everybody], ignore_index=True), seen), len(names) - len(largest)


def readable(seen: Shown, currency: str) -> pd.DataFrame:
    """Return the table as it is read: rates with their ranges, money with its sign."""
    table = seen.groups.table
    name = words.NAMES.get(seen.by, seen.by.removeprefix("@")) or "who"
    texts = {name: table.iloc[:, 0].astype("str").tolist(), "installs": [*map(count, table["installs"])]}
    for step, short in RATES.items():
        if step != "paid" or seen.steps[1]:
            texts[TITLES[step]] = _rates(table, short)
    if seen.groups.spend is not None:
        texts["spend"] = [money(value, currency) for value in table["spend"]]
        texts["per install"] = [money(value, currency) for value in table["cost_per_install"]]
        texts["per active user"] = _per_active(table, currency)
    return pd.DataFrame(texts | {"note": table["note"].astype("str")})


def rest(seen: Shown) -> tuple[float, float, float]:
    """Return the spend that names no install, that of days without data, and all of it."""
    table = seen.everybody.table.set_index("segment")["spend"]
    return float(table.get(NOT_PLACED, 0.0)), float(table.get(OTHER_DAYS, 0.0)), float(table.sum())


TITLES: Final = {"opened": "opened", "activated": "became active", "paid": "paid"}


def _row(table: pd.DataFrame, name: str) -> Row:
    return {str(key): value for key, value in table.nsmallest(1, name).iloc[0].items()}


def _marks(table: pd.DataFrame, seen: Shown) -> pd.DataFrame:
    steps = [step for step in STEPS[1:] if step != "pay" or seen.steps[1]]
    later = table[table["step"].isin(steps)].sort_values("place", kind="stable")
    return pd.DataFrame(
        {
            "row": later["step"].map(TOLD),
            "side": later["segment"].astype("str"),
            "people": later["of"].astype("float64"),
            **{name: later[name].astype("float64") for name in ("rate", "low", "high")},
        }
    )


def _rates(table: pd.DataFrame, short: str) -> list[str]:
    figures = table[[f"{short}_rate", f"{short}_low", f"{short}_high"]].to_numpy(float)
    return [f"{percent(rate)} {interval(low, high)}".strip() for rate, low, high in figures]


def _per_active(table: pd.DataFrame, currency: str) -> list[str]:
    names = ["cost_per_active", "cost_per_active_low", "cost_per_active_high"]
    return [
        f"{money(cost, currency)} ({money(low)}–{money(high)})" if cost == cost else money(cost)
        for cost, low, high in table[names].to_numpy(float)
    ]
