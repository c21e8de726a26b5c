"""The truths of the firm: what its making knows about credit, windows and journeys still open."""

from __future__ import annotations

import pandas as pd

from segattr.sample.b2b_story import (
    CYCLE_DAYS,
    END,
    LOOKBACK_DAYS,
    SHORT_LOOKBACK_DAYS,
    SIZES,
    START,
)
from segattr.sample.facts import tally
from segattr.sample.truths_rates import Truth

LARGE = "Enterprise"


def truths(people: pd.DataFrame, walked: pd.DataFrame) -> dict[str, Truth]:
    """Return what is to be found in the sample.

    Parameters
    ----------
    people : ``company_size, fate``; the row number is the contact.
    walked : every touch: ``contact, phase, channel, place, length, deal, at`` (seconds).

    Returns
    -------
    dict : name -> sentence and figures (deals are counts, rates and shares 0-1).
    """
    touches = walked.assign(
        company_size=people["company_size"].to_numpy()[walked["contact"]],
        fate=people["fate"].to_numpy()[walked["contact"]],
    )
    won = touches[(touches["fate"] == "won") & (touches["deal"] == 1)]
    return {
        "blended": _rate(people, "All contacts"),
        "company_size": {
            "sentence": "Enterprises buy most often, small businesses hardly ever.",
            **{size: _rate(people[people["company_size"] == size], size) for size in SIZES},
        },
        "opens": _leader(won[won["place"] == 0], "begin with", model="first"),
        "closes": _leader(won[won["phase"] == "last"], "end with", model="last"),
        "milestones": _milestones(won[won["company_size"] == LARGE]),
        "window": _window(won[won["company_size"] == LARGE]),
        "open": _open(touches),
        "repeat": _repeat(touches),
    }


def _rate(people: pd.DataFrame, who: str) -> Truth:
    won, rate = int((people["fate"] == "won").sum()), float((people["fate"] == "won").mean())
    said = f"{who}: {won:,} of {len(people):,} buy, {100 * rate:.1f} %."
    return {"sentence": said, "people": len(people), "converters": won, "rate": rate}


def _leader(touches: pd.DataFrame, verb: str, *, model: str) -> Truth:
    by_size = {size: tally(touches.loc[touches["company_size"] == size, "channel"]) for size in sorted(SIZES)}
    leads = {size: next(iter(deals)) for size, deals in by_size.items()}
    said = "; ".join(f"{size}: {leader}" for size, leader in leads.items())
    return {
        "sentence": f"Most first deals {verb} another channel in each company size ({said})."
        if len(set(leads.values())) > 1
        else f"Most first deals {verb} {leads[LARGE]}, whatever the company size.",
        "model": model,
        "lookback_days": LOOKBACK_DAYS,
        "over": "first deals",
        "leaders": leads,
        "deals": by_size,
    }


def _milestones(large: pd.DataFrame) -> Truth:
    made = {phase: tally(large.loc[large["phase"] == phase, "channel"]) for phase in ("lead", "opportunity")}
    lead, opportunity = (next(iter(channels)) for channels in made.values())
    return {
        "sentence": f"{lead}s make most enterprise leads and {opportunity}s most of their opportunities; "
        "the last touch sees neither.",
        "where": {"company_size": LARGE},
        "lookback_days": LOOKBACK_DAYS,
        "lead": made["lead"],
        "opportunity": made["opportunity"],
        "last_touch": dict.fromkeys((lead, opportunity), 0),
    }


def _window(large: pd.DataFrame) -> Truth:
    opens = large[large["place"] == 0]
    shortest = CYCLE_DAYS[LARGE][0]
    return {
        "sentence": f"Enterprise sales take {shortest} days or more: a window of {SHORT_LOOKBACK_DAYS} days "
        "sees none of the touches that began them.",
        "where": {"company_size": LARGE},
        "lookback_days": SHORT_LOOKBACK_DAYS,
        "shortest_days": shortest,
        "leader": next(iter(tally(opens["channel"]))),
        "deals_begun_inside": 0,
    }


def _open(touches: pd.DataFrame) -> Truth:
    """Count the unsold journeys whose last touch is within the window of the last event in the data."""
    last_deal = touches[(touches["phase"].isin(["last", "renew"]))]["at"].max() + 3_600
    until = max(int(touches["at"].max()), int(last_deal))
    unsold = touches[touches["fate"] != "won"].groupby("contact")["at"].max()
    still = int((unsold >= until - LOOKBACK_DAYS * 86_400).sum())
    return {
        "sentence": f"{still:,} journeys without a deal may still have one: their last touch lies within "
        f"{LOOKBACK_DAYS} days of the end of the data.",
        "lookback_days": LOOKBACK_DAYS,
        "open": still,
        "lost": len(unsold) - still,
        "last_day": str((START + pd.Timedelta(seconds=until)).date()),
        "data_end": str(END.date()),
    }


def _repeat(touches: pd.DataFrame) -> Truth:
    renewed = touches[touches["deal"] == 2]
    closes = tally(renewed.loc[renewed["place"] == 1, "channel"])
    return {
        "sentence": f"{len(renewed) // 2:,} deals are second ones; only Email and the Account Manager come "
        "before them.",
        "deals": len(renewed) // 2,
        "last": closes,
        "channels": sorted(closes),
    }
