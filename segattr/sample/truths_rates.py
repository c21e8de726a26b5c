"""The truths about who buys: what the 3 % hide, and what only seems to hide there."""

from __future__ import annotations

import pandas as pd

from segattr.sample.facts import Story
from segattr.sample.story import NOISE, VISITORS

Truth = dict[str, object]


def rates(story: Story) -> dict[str, Truth]:
    """Return the truths about conversion: blended, by visitor, the hidden cell, mobile elsewhere, noise.

    Parameters
    ----------
    story : the making of the shop.

    Returns
    -------
    dict : name -> sentence and figures (people and converters are counts, rates 0-1).

    Examples
    --------
    >>> from segattr.sample.shop import make_shop
    >>> make_shop(2_000).truths["truths"]["blended"]["sentence"]
    '60 of 2,000 people bought: 3.0%, and it describes nobody.'
    """
    people = story.people
    hidden = (people["device"] == "mobile") & (people["region"] == "South")
    return {
        "blended": _blended(people),
        "visitor": _visitor(people),
        "hidden_cell": _hidden_cell(people[hidden], people[~hidden]),
        "mobile_elsewhere": _mobile_elsewhere(people[people["region"] != "South"]),
        "noise": _noise(people),
    }


def _rate(people: pd.DataFrame) -> dict[str, int | float]:
    converters = int(people["converted"].sum())
    return {"people": len(people), "converters": converters, "rate": converters / len(people)}


def _blended(people: pd.DataFrame) -> Truth:
    figures = _rate(people)
    bought = f"{figures['converters']:,} of {figures['people']:,} people bought"
    said = f"{bought}: {figures['rate']:.1%}, and it describes nobody."
    return {"sentence": said, **figures}


def _visitor(people: pd.DataFrame) -> Truth:
    of = {visitor: _rate(people[people["visitor"] == visitor]) for visitor in VISITORS}
    said = (
        f"Returning visitors convert at {of['returning']['rate']:.1%}, new ones at {of['new']['rate']:.1%}."
    )
    return {"sentence": said, "column": "visitor", **of}


def _hidden_cell(cell: pd.DataFrame, peers: pd.DataFrame) -> Truth:
    figures = _rate(cell)
    mix = cell["visitor"].value_counts()
    expected = sum(
        int(mix[visitor]) * _rate(peers[peers["visitor"] == visitor])["rate"] for visitor in VISITORS
    )
    fewer, naive = expected - figures["converters"], len(cell) * _rate(peers)["rate"] - figures["converters"]
    said = (
        f"Visitors on mobile in the South convert at {figures['rate']:.1%}: {fewer:,.1f} buyers fewer than "
        f"their peers of the same visitor type. Comparing with everybody else would say {naive:,.1f}."
    )
    return {
        "sentence": said,
        "where": {"device": "mobile", "region": "South"},
        **figures,
        "expected_at_equal_mix": expected,
        "fewer_than_peers": fewer,
        "fewer_than_everybody_else": naive,
        "by_visitor": {visitor: _rate(cell[cell["visitor"] == visitor]) for visitor in VISITORS},
    }


def _mobile_elsewhere(people: pd.DataFrame) -> Truth:
    on_mobile = people["device"] == "mobile"
    crude = {"mobile": _rate(people[on_mobile]), "other devices": _rate(people[~on_mobile])}
    within = {
        visitor: {
            "mobile": _rate(people[on_mobile & (people["visitor"] == visitor)]),
            "other devices": _rate(people[~on_mobile & (people["visitor"] == visitor)]),
        }
        for visitor in VISITORS
    }
    said = (
        f"Outside the South, mobile converts at {crude['mobile']['rate']:.1%} and other devices at "
        f"{crude['other devices']['rate']:.1%}, because new visitors are on mobile more often: among "
        "returning visitors, and among new ones, there is no difference."
    )
    return {"sentence": said, "where_not": {"region": "South"}, **crude, "within_visitor": within}


def _noise(people: pd.DataFrame) -> Truth:
    of = {
        column: {str(level): _rate(people[people[column] == level]) for level in levels}
        for column, levels in NOISE.items()
    }
    named = ", ".join(of).replace("_", " ").capitalize()
    said = f"{named} say nothing about who buys. Whatever is found there is chance."
    return {"sentence": said, "columns": list(of), "levels": of}
