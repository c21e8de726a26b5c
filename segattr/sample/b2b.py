"""A software firm and its long sales: who opens them, what makes a lead, and what a window cuts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from segattr.errors import BadSetting
from segattr.sample.allocate import Labels, dealt, dealt_calmly, evenly, picked
from segattr.sample.b2b_story import (
    AGAIN,
    AGAIN_DAYS,
    BOOK,
    CURRENCY,
    CYCLE_DAYS,
    END,
    MARGIN,
    NOISE,
    PER_DEAL,
    PHASES,
    PRICES,
    RENEWED,
    SIZES,
    SMALLEST,
    START,
    TOUCHES,
    VALUE,
    VERSION,
    WALKED,
    WON,
)
from segattr.sample.b2b_truths import truths
from segattr.sample.write import Sample

HOUR, DAY = 3_600, 86_400


def make_b2b(size: int = 20_000, *, seed: int = 7) -> Sample:
    """Make a year of a software firm's marketing and sales: touchpoints, leads, opportunities and deals.

    Counts are allocated, not drawn: the story holds at every size.

    Parameters
    ----------
    size : contacts, 2,000 or more.
    seed : another seed shuffles the same story over other contacts, 0 or more.

    Returns
    -------
    Sample : tables ``touchpoints``, ``deals``, ``contacts`` (with the dates on which they became lead and
        opportunity), ``stages`` (the same as events, lost opportunities included), ``costs``, and the truths.
        Money is in EUR, times are UTC. The same size and seed give the same sample.

    Raises
    ------
    BadSetting : fewer than 2,000 contacts, or a negative seed.

    Examples
    --------
    >>> firm = make_b2b(2_000)
    >>> len(firm.tables["contacts"]), firm.truths["truths"]["blended"]["converters"]
    (2000, 80)
    """
    _check(size, seed)
    rng = np.random.Generator(np.random.PCG64(seed))
    people = _people(rng, size)
    walked = pd.concat([_sales(rng, people), _renewals(rng, people)], ignore_index=True)
    walked = walked.sort_values(["at", "contact", "place"], kind="stable", ignore_index=True)
    tables = _tables(rng, people, walked)
    recipe = {"kind": "b2b", "size": size, "seed": seed, "version": VERSION, "currency": CURRENCY}
    return Sample(tables, {"recipe": recipe, "truths": truths(people, walked)})


def _check(size: int, seed: int) -> None:
    if size < SMALLEST:
        raise BadSetting(
            f"The firm was asked for {size:,} contacts. Its story needs {SMALLEST:,} or more.",
            setting="size",
            value=size,
        )
    if seed < 0:
        raise BadSetting(f"The seed is {seed}. Choose a whole number from 0 on.", setting="seed", value=seed)


def _people(rng: np.random.Generator, size: int) -> pd.DataFrame:
    """Return one row per contact: company size, how far it came, and when its journey begins and ends."""
    company = dealt(rng, size, SIZES)
    fate = np.full(size, "never", dtype=object)
    for name, won in WON.items():
        mine = np.flatnonzero(company == name)
        parts = {"won": won} | {kind: won * many for kind, many in PER_DEAL.items()}
        fate[mine] = dealt(rng, len(mine), parts | {"never": 1 - sum(parts.values())})
    cycle = np.zeros(size, dtype=np.int64)
    for name, (shortest, longest) in CYCLE_DAYS.items():
        mine = np.flatnonzero(company == name)
        cycle[mine] = (DAY * (shortest + evenly(rng, len(mine)) * (longest - shortest))).astype(np.int64)
    until = int((END - START).total_seconds())
    room = until - cycle - AGAIN_DAYS[1] * DAY
    ends = cycle + (evenly(rng, size) * room).astype(np.int64)
    late = until - (evenly(rng, size) * 20 * DAY).astype(np.int64)
    people = pd.DataFrame({"company_size": company, "fate": fate, "cycle": cycle})
    people["ends"] = np.where(people["fate"] == "open", late, ends)
    strata = (company + people["fate"].isin(["won"]).astype("str")).to_numpy(dtype=object)
    return people.assign(**{name: dealt_calmly(rng, strata, shares) for name, shares in NOISE.items()})


def _sales(rng: np.random.Generator, people: pd.DataFrame) -> pd.DataFrame:
    """Walk everybody's first journey."""
    kinds = [
        (company, fate, np.flatnonzero((people["company_size"] == company) & (people["fate"] == fate)))
        for company in sorted(BOOK)
        for fate in sorted(WALKED)
    ]
    parts = [
        _phase(rng, rows, phase, company)
        for company, fate, rows in kinds
        if len(rows)
        for phase in WALKED[fate]
    ]
    touches = pd.concat(parts, ignore_index=True)
    touches = touches.sort_values(["contact", "order"], kind="stable", ignore_index=True)
    place = touches.groupby("contact").cumcount().to_numpy()
    length = touches.groupby("contact")["order"].transform("size").to_numpy()
    cycle, ends = (people[name].to_numpy()[touches["contact"]] for name in ("cycle", "ends"))
    gap = cycle / np.maximum(length - 1, 1)
    inner = (place > 0) & (place < length - 1)
    back = gap * (length - 1 - place) - np.where(inner, 0.4 * gap * rng.random(len(touches)), 0.0)
    return touches.assign(place=place, length=length, deal=1, at=(ends - back).astype(np.int64))


def _phase(rng: np.random.Generator, rows: np.ndarray, phase: str, company: str) -> pd.DataFrame:
    many = dealt(rng, len(rows), TOUCHES[phase]).astype(np.int64)
    who = np.repeat(rows, many)
    order = PHASES.index(phase) * 10 + np.arange(len(who)) - np.repeat(np.cumsum(many) - many, many)
    channel = dealt(rng, len(who), BOOK[company][phase])
    return pd.DataFrame({"contact": who, "phase": phase, "order": order, "channel": channel})


def _renewals(rng: np.random.Generator, people: pd.DataFrame) -> pd.DataFrame:
    """Walk the way to the second deal: two touches, after the first one is closed."""
    won = (people["fate"] == "won").to_numpy()
    who = np.flatnonzero(picked(rng, won, round(AGAIN * int(won.sum()))))
    shortest, longest = AGAIN_DAYS
    after = DAY * (shortest + evenly(rng, len(who)) * (longest - shortest - 1))
    end = people["ends"].to_numpy()[who] + after.astype(np.int64)
    touches = pd.DataFrame(
        {"contact": np.repeat(who, 2), "phase": "renew", "order": 0, "length": 2, "deal": 2}
    )
    place = np.tile([0, 1], len(who))
    at = np.repeat(end, 2) - np.where(place == 0, 6 * DAY, 0)
    return touches.assign(channel=dealt(rng, len(touches), RENEWED), place=place, at=at)


def _tables(rng: np.random.Generator, people: pd.DataFrame, walked: pd.DataFrame) -> dict[str, pd.DataFrame]:
    ids = _numbered("P", len(people))
    visits = pd.DataFrame(
        {
            "customer_id": ids[walked["contact"]],
            "timestamp": _moments(walked["at"]),
            "channel": walked["channel"],
        }
    )
    reached = {
        phase: _moments(walked[walked["phase"] == phase].set_index("contact")["at"] + HOUR)
        for phase in ("lead", "opportunity")
    }
    contacts = people[["company_size", *NOISE]].copy()
    contacts.insert(0, "customer_id", ids)
    for phase, dates in reached.items():
        contacts[f"{phase}_date"] = dates.reindex(contacts.index)
    return {
        "touchpoints": visits,
        "deals": _deals(rng, people, walked, ids),
        "contacts": contacts,
        "stages": _stages(people, reached, ids),
        "costs": _costs(visits),
    }


def _deals(rng: np.random.Generator, people: pd.DataFrame, walked: pd.DataFrame, ids: Labels) -> pd.DataFrame:
    closing = walked[(walked["phase"] == "last") | ((walked["phase"] == "renew") & (walked["place"] == 1))]
    company = people["company_size"].to_numpy()[closing["contact"]]
    value = np.rint(pd.Series(company).map(VALUE).to_numpy() * (0.7 + 0.6 * evenly(rng, len(closing))))
    return pd.DataFrame(
        {
            "deal_id": _numbered("D", len(closing)),
            "customer_id": ids[closing["contact"]],
            "closed_at": _moments(closing["at"] + HOUR).to_numpy(),
            "value": value,
            "margin": np.rint(value * pd.Series(company).map(MARGIN).to_numpy()),
        }
    )


def _stages(people: pd.DataFrame, reached: dict[str, pd.Series], ids: Labels) -> pd.DataFrame:
    lost = people[people["fate"] == "lost"]
    dated = reached | {"opportunity lost": _moments(lost["ends"] + 7 * DAY)}
    parts = [pd.DataFrame({"contact": d.index, "date": d.to_numpy(), "event": e}) for e, d in dated.items()]
    events = pd.concat(parts, ignore_index=True).sort_values(["date", "contact"], kind="stable")
    events.insert(0, "customer_id", ids[events.pop("contact")])
    return events.reset_index(drop=True)


def _costs(visits: pd.DataFrame) -> pd.DataFrame:
    billed = visits[visits["channel"].isin(list(PRICES))]
    month = billed["timestamp"].dt.to_period("M").rename("month")
    rows = billed.groupby(["channel", month]).size().rename("touches").reset_index()
    return pd.DataFrame(
        {
            "channel": rows["channel"],
            "start": rows["month"].dt.start_time,
            "end": rows["month"].dt.end_time.dt.normalize(),
            "spend": rows["touches"] * rows["channel"].map(PRICES),
        }
    )


def _numbered(letter: str, size: int) -> Labels:
    numbers = pd.Series(np.arange(1, size + 1)).astype("str").str.zfill(max(6, len(str(size))))
    return (letter + numbers).to_numpy(dtype=object)


def _moments(at: pd.Series) -> pd.Series:
    return (START + pd.to_timedelta(at, unit="s")).astype("datetime64[s]")
