"""App installs by campaign, platform or segment: how many open, become active and pay, and what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from segattr.averages.funnel import funnel
from segattr.averages.install_costs import InstallSpend, install_spend
from segattr.averages.install_steps import STEPS, chosen_steps, steps_done
from segattr.averages.install_table import FIGURES, install_table
from segattr.averages.over_time import EVERYBODY
from segattr.data.dataset import Dataset
from segattr.data.installs import UNKNOWN, InstallRule, Installs, installs_of
from segattr.errors import UnknownName
from segattr.segments.labelled import By, with_segments
from segattr.segments.segmentation import Segmentation

FIELDS: Final = (
    *("campaign", "source", "ad_group", "creative", "platform", "app", "country", "attribution"),
    *("provider", "delivery"),
)
"""What an install can be told apart by that stands on it or its attribution."""

SIGN: Final = " · "  # between the layers of a group's name
SEGMENT: Final = "segment"  # the column's name where nobody is told apart


@dataclass(frozen=True, eq=False)
class InstallReport:
    """Everything about installs, by one set of columns.

    Attributes
    ----------
    table : see `installs`.
    funnel : the steps by group, see `segattr.averages.funnel.funnel`; ``segment`` joins several columns with
        `` · ``.
    by : the columns of the groups.
    steps : the events that stand for activation and payment; payment is empty where nothing could be one.
    installs : the installs themselves, their rule and what was put together.
    spend : where the spend went; None without costs.
    """

    table: pd.DataFrame
    funnel: pd.DataFrame
    by: tuple[str, ...]
    steps: tuple[str, str]
    installs: Installs
    spend: InstallSpend | None


def installs(
    dataset: Dataset,
    by: Sequence[By] | By = (),
    *,
    activate: str = "",
    pay: str = "",
    rule: InstallRule | None = None,
) -> pd.DataFrame:
    """Return how many installs each group has, how far they go and what they cost.

    Parameters
    ----------
    dataset : with events of an app, or AppsFlyer's rows as conversions; costs where there are any.
    by : ``campaign, source, ad_group, creative, platform, app, country, attribution, provider,
        delivery``, a column of the customers, a segmentation or the path of a saved one (``.json``); several
        in layers; none gives everybody in one row.
    activate, pay : events that stand for having become active and having paid; empty for those proposed.
    rule : what counts as the same install, and how long an attribution may take
        (`segattr.data.installs.InstallRule`).

    Returns
    -------
    DataFrame : the columns of ``by`` (without any, ``segment``), the largest group first; ``installs`` (app
        instances), ``opened, activated, paid`` (installs that did this and every step before, in this order),
        each with its rate of all installs and Wilson's 95 % interval (``open_rate, open_low, open_high,
        active_…, pay_…``, 0-1), ``spend``, ``cost_per_install``, ``cost_per_active`` with the interval that
        follows from the rate, and ``note``. Last come ``(not placed)``, spend that names no install, and
        ``(other days)``, spend of days without data: ``spend`` adds up to that of the costs. Without costs
        the columns of money are empty; so are those of payment where no event can be one.

    Raises
    ------
    UnsuitableData : there is no install in these data. UnknownName : no such column or event.

    Notes
    -----
    Younger installs have had less time to become active or to pay. Cost per active user is no effect: organic
    installs bear no spend, and some that are credited would have come without it.

    References
    ----------
    Wilson (1927), Probable inference, JASA 22:209. doi:10.1080/01621459.1927.10502953

    Examples
    --------
    >>> rows = {"customer_id": ["a", "b", "b"], "ts": ["2026-01-01", "2026-01-01", "2026-01-02"]}
    >>> events = pd.DataFrame(rows).assign(event=["App Installed", "App Installed", "App Opened"])
    >>> import segattr as sa
    >>> installs(sa.load(events=events))[["installs", "opened", "open_rate"]].values.tolist()
    [[2.0, 1.0, 0.5]]
    """
    return install_report(dataset, by, activate=activate, pay=pay, rule=rule).table


def install_report(
    dataset: Dataset,
    by: Sequence[By] | By = (),
    *,
    activate: str = "",
    pay: str = "",
    rule: InstallRule | None = None,
    level: float = 0.95,
    found: Installs | None = None,
) -> InstallReport:
    """Return `installs` with the funnel, the settings and the receipt behind it.

    Parameters
    ----------
    level : confidence of the ranges (0-1).
    found : the installs of these data where they are known already; they have their own rule.
    """
    entries = [by] if isinstance(by, str | Path | Segmentation) else list(by)
    found = found or installs_of(dataset, rule)
    steps = chosen_steps(dataset, activate, pay)
    labels = _labels(dataset, found, entries)
    groups = reduce(lambda one, other: one + SIGN + other, (labels[name] for name in labels))
    reached = _funnel(steps_done(dataset, found, *steps), groups, level)
    counts = reached.pivot(index="segment", columns="step", values="reached")[list(STEPS)]
    spend = _spend(dataset, found, labels, groups)
    table = install_table(counts, labels, groups, spend, paying=bool(steps[1]), level=level)
    by_names = tuple(str(name) for name in labels.columns) if entries else ()
    return InstallReport(table, reached, by_names, steps, found, spend)


def _labels(dataset: Dataset, found: Installs, entries: Sequence[By]) -> pd.DataFrame:
    if not entries:
        return pd.DataFrame({SEGMENT: EVERYBODY}, index=found.rows.index)
    others = [entry for entry in entries if entry not in FIELDS]
    known, named = with_segments(dataset, others) if others else (dataset, ())
    columns, segments = {}, iter(named)
    for entry in entries:
        name = str(entry) if entry in FIELDS else next(segments)
        columns[name] = found.rows[name] if entry in FIELDS else _of_customers(known, found, name)
    taken = next((name for name in columns if name in FIGURES), None)
    if taken is not None:
        raise UnknownName(
            f"A column named {taken!r} cannot tell installs apart: the table has a figure of that name. "
            "Rename the column in the file.",
            name=taken,
        )
    return pd.DataFrame(columns, index=found.rows.index).astype("str")


def _of_customers(dataset: Dataset, found: Installs, name: str) -> pd.Series:
    customers = dataset.customers
    if customers is None or name not in customers:
        own = [] if customers is None else [str(c) for c in customers if c != "customer_id"]
        raise UnknownName(
            f"Installs cannot be told apart by {name!r}. Choose {', '.join((*FIELDS, *own))}, or a set.",
            name=name,
        )
    known = customers.dropna(subset=["customer_id"]).drop_duplicates("customer_id")
    values = known[name].astype("str").where(known[name].notna(), UNKNOWN)
    of = dict(zip(known["customer_id"].astype("str"), values, strict=True))
    return found.rows["customer_id"].map(of).fillna(UNKNOWN)


def _funnel(done: pd.DataFrame, groups: pd.Series, level: float) -> pd.DataFrame:
    ids = groups.index.astype("str")
    events = pd.DataFrame(
        {"customer_id": done["install"].astype("str"), "ts": done["ts"], "event": done["step"]}
    )
    data = Dataset(customers=pd.DataFrame({"customer_id": ids}), events=events)
    missing = [step for step in STEPS if step not in set(done["step"])]
    far = [step for step in STEPS if step not in missing]
    table = funnel(data, far, "by", extra={"by": pd.Series(groups.to_numpy(), index=ids)}, level=level)
    blank = [_nobody(table, STEPS.index(step), step) for step in missing]
    whole = pd.concat([table, *blank], ignore_index=True).assign(
        place=lambda rows: rows["step"].map(STEPS.index)
    )
    return whole.sort_values(["segment", "place"], kind="stable", ignore_index=True)


def _nobody(table: pd.DataFrame, place: int, step: str) -> pd.DataFrame:
    """Return a step that nobody did."""
    first = table[table["step"] == STEPS[0]]
    empty = dict.fromkeys(("rate", "low", "high", "whole", "rest", "gap", "cost", "p", "adjusted"), np.nan)
    return first.assign(step=step, place=place, reached=0.0, of=0.0, **empty)


def _spend(dataset: Dataset, found: Installs, labels: pd.DataFrame, groups: pd.Series) -> InstallSpend | None:
    if dataset.costs is None or not len(dataset.costs):
        return None
    own = [str(name) for name in labels if name not in FIELDS]
    return install_spend(
        dataset.costs,
        pd.concat([found.rows, labels[own]], axis=1),
        pd.factorize(groups)[0].astype(np.int64),
        since=found.rows["ts"].min(),
        until=max(
            dataset.tables[role]["ts"].max() for role in ("events", "conversions") if role in dataset.tables
        ),
        more=own,
    )
