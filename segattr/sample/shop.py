"""A shop with planted truths: 3 % that hide 8, 1 and 0.3, and a campaign that only looks like the winner."""

from __future__ import annotations

import numpy as np
import pandas as pd

from segattr.errors import BadSetting
from segattr.sample.allocate import Labels, dealt, evenly
from segattr.sample.costs import costs
from segattr.sample.facts import Story
from segattr.sample.journeys import first_journeys, touches
from segattr.sample.orders import all_orders
from segattr.sample.people import people
from segattr.sample.spots import CONTENTS, SPOTS
from segattr.sample.story import CURRENCY, KNOWN_SINCE, SMALLEST, START, VERSION
from segattr.sample.truths_campaigns import campaigns
from segattr.sample.truths_credit import credit
from segattr.sample.truths_rates import rates
from segattr.sample.write import Sample


def make_shop(size: int = 100_000, *, seed: int = 7) -> Sample:
    """Make the data of a shop from March to August 2026, with truths to find in it.

    Counts are allocated, not drawn: the story holds exactly, up to whole people, at every size.

    Parameters
    ----------
    size : people in the shop, 2,000 or more.
    seed : another seed shuffles the same story over other people, 0 or more.

    Returns
    -------
    Sample : tables ``touchpoints``, ``orders``, ``customers``, ``costs``, and the truths. Money is in EUR,
        times are UTC. The same size and seed give the same sample.

    Raises
    ------
    BadSetting : fewer than 2,000 people, or a negative seed.

    Examples
    --------
    >>> shop = make_shop(2_000)
    >>> {name: len(table) for name, table in shop.tables.items() if name in ("customers", "orders")}
    {'orders': 71, 'customers': 2000}
    """
    _check(size, seed)
    rng = np.random.Generator(np.random.PCG64(seed))
    everyone = people(rng, size)
    journeys = first_journeys(rng, everyone)
    bought = all_orders(rng, journeys[journeys["converted"]])
    walked = touches(rng, pd.concat([bought, journeys[~journeys["converted"]]], ignore_index=True))
    story = Story(everyone, bought, walked[walked["journey"] < len(bought)])
    tables = _tables(rng, story, walked)
    recipe = {"kind": "shop", "size": size, "seed": seed, "version": VERSION, "currency": CURRENCY}
    truths = rates(story) | credit(story) | campaigns(story, tables["costs"])
    return Sample(tables, {"recipe": recipe, "truths": truths})


def _check(size: int, seed: int) -> None:
    if size < SMALLEST:
        raise BadSetting(
            f"The shop was asked for {size:,} people. Its story needs {SMALLEST:,} or more.",
            setting="size",
            value=size,
        )
    if seed < 0:
        raise BadSetting(f"The seed is {seed}. Choose a whole number from 0 on.", setting="seed", value=seed)


def _tables(rng: np.random.Generator, story: Story, walked: pd.DataFrame) -> dict[str, pd.DataFrame]:
    ids = _numbered("C", len(story.people))
    visits = _touchpoints(rng, walked, ids)
    return {
        "touchpoints": visits,
        "orders": _orders(story.orders, ids),
        "customers": _customers(rng, story, walked, ids),
        "costs": costs(visits, acquired=story.first_orders["lead"].value_counts()),
    }


def _numbered(letter: str, size: int) -> Labels:
    numbers = pd.Series(np.arange(1, size + 1)).astype("str").str.zfill(max(6, len(str(size))))
    return (letter + numbers).to_numpy(dtype=object)


def _touchpoints(rng: np.random.Generator, walked: pd.DataFrame, ids: Labels) -> pd.DataFrame:
    walked = walked.sort_values(["at", "customer"], kind="stable")
    spots = SPOTS.loc[walked["spot"], ["channel", "campaign", "source", "medium"]].reset_index(drop=True)
    creative = spots["campaign"].str.lower().str.replace(" ", "_") + "_" + dealt(rng, len(spots), CONTENTS)
    spots.insert(0, "customer_id", ids[walked["customer"]])
    spots.insert(1, "timestamp", _moments(walked["at"]))
    return spots.assign(content=creative)


def _orders(bought: pd.DataFrame, ids: Labels) -> pd.DataFrame:
    facts = bought[["product", "category", "discount", "revenue", "margin"]]
    facts.insert(0, "order_id", _numbered("O", len(bought)))
    facts.insert(1, "customer_id", ids[bought["customer"]])
    facts.insert(2, "ordered_at", _moments(bought["at"]))
    return facts.assign(currency=CURRENCY)


def _customers(rng: np.random.Generator, story: Story, walked: pd.DataFrame, ids: Labels) -> pd.DataFrame:
    """Give returning visitors a date before the story begins, new ones that of their first visit or order."""
    begun = pd.concat([walked[["customer", "at"]], story.orders[["customer", "at"]]])
    first_seen = _moments(begun.groupby("customer")["at"].min()).dt.normalize()
    since, until = KNOWN_SINCE
    days = (evenly(rng, len(ids)) * (until - since).days).astype(np.int64)
    known = (since + pd.to_timedelta(pd.Series(days), unit="D")).astype("datetime64[s]")
    returning = story.people["visitor"] == "returning"
    created = np.where(returning, known, first_seen)
    customers = story.people.drop(columns="converted")
    customers.insert(0, "customer_id", ids)
    customers.insert(1, "created_at", created)
    return customers


def _moments(at: pd.Series) -> pd.Series:
    return (START + pd.to_timedelta(at, unit="s")).astype("datetime64[s]").reset_index(drop=True)
