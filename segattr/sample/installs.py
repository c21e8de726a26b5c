"""An app's installs as Segment writes them: delivered twice, attributed late or never, and their cost."""

from __future__ import annotations

import numpy as np
import pandas as pd

from segattr.errors import BadSetting
from segattr.sample.allocate import Labels, dealt, dealt_calmly, evenly, picked
from segattr.sample.installs_calls import calls_of, written
from segattr.sample.installs_story import (
    AGAIN,
    APPS,
    BEFOREHAND,
    COUNTRIES,
    CURRENCY,
    DOUBLE,
    EARLY,
    ELSEWHERE,
    LAST_INSTALL,
    LATE,
    ON_PLATFORM,
    ONLY_IOS,
    OPENED,
    PAID,
    PLATFORMS,
    RESENT,
    REVENUE,
    SMALLEST,
    SPOTS,
    START,
    VERSION,
)
from segattr.sample.installs_truths import truths
from segattr.sample.write import Sample

DAY = 86_400


def make_installs(size: int = 20_000, *, seed: int = 7) -> Sample:
    """Make two months of an app's installs: events, what the campaigns cost, and truths to find in them.

    Counts are allocated, not drawn: the story holds at every size.

    Parameters
    ----------
    size : app instances, 2,000 or more.
    seed : another seed tells the same story of other people, 0 or more.

    Returns
    -------
    Sample : the text ``events.ndjson`` (calls in Segment's layout, device-mode and cloud-mode deliveries of
        the same installs among them), the table ``costs`` (ad group and month), and the truths. Money is in
        EUR, times are UTC. The same size and seed give the same sample.

    Raises
    ------
    BadSetting : fewer than 2,000 installs, or a negative seed.

    Examples
    --------
    >>> app = make_installs(2_000)
    >>> app.truths["truths"]["deliveries"]["installs"], list(app.texts)
    (2000, ['events.ndjson'])
    """
    _check(size, seed)
    rng = np.random.Generator(np.random.PCG64(seed))
    people = _people(rng, size)
    calls = calls_of(rng, people)
    costs = _costs(people, last=calls["at"].max())
    recipe = {"kind": "installs", "size": size, "seed": seed, "version": VERSION, "currency": CURRENCY}
    planted: dict[str, object] = {"recipe": recipe, "truths": truths(people, calls, costs)}
    return Sample({"costs": costs}, planted, {"events.ndjson": written(calls)})


def _check(size: int, seed: int) -> None:
    if size < SMALLEST:
        raise BadSetting(
            f"The app was asked for {size:,} installs. Its story needs {SMALLEST:,} or more.",
            setting="size",
            value=size,
        )
    if seed < 0:
        raise BadSetting(f"The seed is {seed}. Choose a whole number from 0 on.", setting="seed", value=seed)


def _people(rng: np.random.Generator, size: int) -> pd.DataFrame:
    """Return one row per app instance: its advert, its phone, how far it goes and how it is delivered."""
    spot = dealt(rng, size, {place: each.share for place, each in enumerate(SPOTS)}).astype(np.int64)
    people = pd.DataFrame({"spot": spot, "platform": _platforms(rng, spot)})
    for name in ("source", "campaign", "ad_group", "creative"):
        people[name] = [getattr(SPOTS[place], name) for place in spot]
    reached = _reached(rng, people)
    strata = (people["spot"].astype("str") + people["platform"] + reached["active"].astype("str")).to_numpy(
        dtype=object
    )
    people = people.assign(**reached)
    people["app"], people["country"] = (dealt_calmly(rng, strata, shares) for shares in (APPS, COUNTRIES))
    room = int((LAST_INSTALL - START).total_seconds())
    people["at"] = (evenly(rng, size) * room).astype(np.int64)
    people.loc[int(people["at"].to_numpy().argmin()), "at"] = 0
    everybody, ours = np.ones(size, dtype=bool), spot > 0
    people["double"] = picked(rng, everybody, round(DOUBLE * size))
    people["resent"] = picked(rng, everybody, round(RESENT * size))
    android = (people["platform"] == "Android").to_numpy()
    people["again"] = picked(rng, android, round(AGAIN * int(android.sum())))
    people["late"] = picked(rng, ours, round(LATE * int(ours.sum())))
    people["early"] = picked(rng, ours & ~people["late"].to_numpy(), round(EARLY * int(ours.sum())))
    people["revenue"] = np.round(REVENUE[0] + evenly(rng, size) * (REVENUE[1] - REVENUE[0]), 2)
    return people


def _platforms(rng: np.random.Generator, spot: np.ndarray) -> Labels:
    found = np.empty(len(spot), dtype=object)
    for place, each in enumerate(SPOTS):
        rows = np.flatnonzero(spot == place)
        shares = {"iOS": 1.0} if each.source in ONLY_IOS else PLATFORMS
        found[rows] = dealt(rng, len(rows), shares)
    return found


def _reached(rng: np.random.Generator, people: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return who opened, became active and paid: in every advert and platform exactly the story's shares."""
    steps = {name: np.zeros(len(people), dtype=bool) for name in ("opened", "active", "paid")}
    kinds = [(place, platform) for place in range(len(SPOTS)) for platform in PLATFORMS]
    for place, platform in kinds:
        own = ((people["spot"] == place) & (people["platform"] == platform)).to_numpy()
        size = int(own.sum())
        opened = picked(rng, own, round(OPENED * size))
        acted = picked(rng, opened, round(SPOTS[place].active * ON_PLATFORM[platform] * size))
        steps["opened"] |= opened
        steps["active"] |= acted
        steps["paid"] |= picked(rng, acted, round(PAID * int(acted.sum())))
    return steps


def _costs(people: pd.DataFrame, *, last: int) -> pd.DataFrame:
    """Bill every ad group month by month, within the days the events cover."""
    paid = people[people["spot"] > 0]
    start = START + pd.to_timedelta(paid["at"], unit="s")
    price = np.array([each.price for each in SPOTS])[paid["spot"]]
    billed = paid.assign(month=start.dt.to_period("M"), spend=price)
    keys = ["source", "campaign", "ad_group", "month"]
    bills = billed.groupby(keys)["spend"].agg(["sum", "size"]).reset_index()
    first, end = START.normalize(), (START + pd.Timedelta(seconds=last)).normalize()
    table = pd.DataFrame(
        {
            "channel": bills["source"],
            "campaign": bills["campaign"],
            "ad_group": bills["ad_group"],
            "start": bills["month"].dt.start_time.clip(lower=first),
            "end": bills["month"].dt.end_time.dt.normalize().clip(upper=end),
            "clicks": bills["size"] * 12,
            "spend": bills["sum"].round(2),
        }
    )
    return pd.concat([table, _other_bills(len(people))], ignore_index=True)


def _other_bills(size: int) -> pd.DataFrame:
    """Return a campaign no install carries, and one month before the data."""
    channel, campaign, ad_group, price = ELSEWHERE
    brand = SPOTS[3]
    before = START.normalize() - pd.Timedelta(days=1)
    rows = [
        (channel, campaign, ad_group, START.normalize(), LAST_INSTALL.normalize(), price),
        (brand.source, brand.campaign, brand.ad_group, before.replace(day=1), before, BEFOREHAND),
    ]
    names = ["channel", "campaign", "ad_group", "start", "end", "spend"]
    table = pd.DataFrame(rows, columns=names)
    return table.assign(spend=(table["spend"] * size).round(2), clicks=0)
