"""The people of the shop: who they are, and which of them buy."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd

from segattr.sample.allocate import Counts, dealt_calmly, order, quotas
from segattr.sample.story import CELL_CONVERTERS, DEVICES, NOISE, RATES, REGIONS, VISITORS


def cells(size: int) -> pd.DataFrame:
    """Count people and buyers in every cell of visitor, device and region.

    Within a visitor type every cell buys at the same rate but mobile in the South. Device and region are
    independent of each other given the visitor type; mobile looks weak everywhere only because new visitors
    are on mobile more often.

    Parameters
    ----------
    size : people in the shop.

    Returns
    -------
    frame : visitor, device, region, people, converters; one row per cell.

    Examples
    --------
    >>> cells(70_000).query("device == 'mobile' and region == 'South'")["converters"].tolist()
    [13, 5]
    """
    people = dict(zip(VISITORS, quotas(size, list(VISITORS.values())), strict=True))
    returning = round(RATES["returning"] * people["returning"])
    buyers = {"returning": returning, "new": round(RATES["all"] * size) - returning}
    table = pd.concat([_split(visitor, int(people[visitor])) for visitor in VISITORS], ignore_index=True)
    hidden = (table["device"] == "mobile") & (table["region"] == "South")
    few = quotas(
        round(RATES["mobile & South"] * table.loc[hidden, "people"].sum()), list(CELL_CONVERTERS.values())
    )
    table["converters"] = 0
    for visitor, in_cell in zip(CELL_CONVERTERS, few, strict=True):
        mine = table["visitor"] == visitor
        table.loc[mine & hidden, "converters"] = in_cell
        peers = table.loc[mine & ~hidden, "people"]
        table.loc[mine & ~hidden, "converters"] = _in_order(buyers[visitor] - int(in_cell), peers.to_numpy())
    return table


def _in_order(total: int, weights: Counts) -> Counts:
    """Split by rounding the running total, so that each device, not only each cell, is less than one off."""
    running: Counts = np.floor(np.cumsum(weights) * total / weights.sum() + 0.5).astype(np.int64)
    before = np.array([0, *running[:-1]], dtype=np.int64)
    return running - before


def _split(visitor: str, size: int) -> pd.DataFrame:
    pairs = list(itertools.product(DEVICES[visitor], REGIONS))
    shares = [DEVICES[visitor][device] * REGIONS[region] for device, region in pairs]
    table = pd.DataFrame(pairs, columns=["device", "region"])
    return table.assign(visitor=visitor, people=quotas(size, shares))


def people(rng: np.random.Generator, size: int) -> pd.DataFrame:
    """Make the people, in random order.

    Parameters
    ----------
    rng : where chance comes from.
    size : how many people.

    Returns
    -------
    frame : one row per person: visitor, device, region, age_band, browser, interest, converted.
        The last three attributes are noise.

    Examples
    --------
    >>> int(people(np.random.default_rng(0), 2_000)["converted"].sum())
    60
    """
    counted = cells(size)
    everyone = counted.loc[np.repeat(counted.index, counted["people"])].reset_index(drop=True)
    everyone["converted"] = (
        everyone.groupby(["visitor", "device", "region"]).cumcount() < everyone["converters"]
    )
    everyone = everyone.loc[order(rng, size), ["visitor", "device", "region", "converted"]].reset_index(
        drop=True
    )
    strata = (everyone["visitor"] + everyone["converted"].astype("str")).to_numpy(dtype=object)
    for column, shares in NOISE.items():
        everyone[column] = dealt_calmly(rng, strata, shares)
    return everyone[["visitor", "device", "region", *NOISE, "converted"]]
