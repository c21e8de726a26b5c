"""Where the customers who bring most sit, drawn."""

from __future__ import annotations

from functools import partial
from typing import Final

import altair as alt
import pandas as pd
import streamlit as st

from segattr.charts.rates import rates_by_segment
from segattr.charts.theme import Mode
from segattr.ui import value_box, value_store
from segattr.ui.text import esc
from segattr.ui.value_shown import FADED, MOST_ROWS, colours
from segattr.ui.value_view import IN_USE, View
from segattr.value.concentration import Concentration
from segattr.value.lifetime import FEWEST_CUSTOMERS
from segattr.words import value as page_words
from segattr.words import value_more as words
from segattr.words.averages_table import evidence_of_p
from segattr.words.numbers import count, percent, share

CHANCE: Final = 0.05
SHARES: Final = ("share", "low", "high", "rest", "of_customers", "of_best", "of_money")


def draw(now: View) -> None:
    """Draw how customers who bring most, or those of a segment in use, are spread over the groups."""
    if not now.split:
        st.info(words.SPLIT_FIRST)
        return
    options = [words.THE_FIFTH, *groups(now)]
    called = value_box.choose(words.WHOM, key="value.whom", options=options) if options[1:] else options[0]
    found = value_store.best(now, "" if called == words.THE_FIFTH else called)
    st.markdown(headline(found, called))
    asked = title(called)
    small = found.rows.loc[found.rows["small"], "segment"].tolist()
    st.caption(f"{words.BEST_NOTE} {words.too_small(small, FEWEST_CUSTOMERS, 0, name=esc)}".rstrip())
    value_box.figures(
        on_screen(found, page_words.MEASURES[now.money]),
        found.rows,
        partial(picture, now, found, asked),
        name="best-customers",
        title=asked,
        label="Best customers",
        chips=settings(now, called),
        shares=SHARES,
    )


def groups(now: View) -> list[str]:
    """Return the segments in use whose spread may be asked for; none where the page is about them already."""
    if IN_USE not in now.offered or now.by == IN_USE:
        return []
    return sorted(set(now.bought_by(IN_USE, now.money).segments.astype("str")))


def title(called: str) -> str:
    """Return the question the picture answers."""
    return words.BEST_PICTURE.format(whom=called)


def headline(found: Concentration, called: str) -> str:
    """Return what they brought, and the group that holds most of them, or fewest."""
    sure = found.rows[found.rows["adjusted"] <= CHANCE].to_dict("records")
    # The highest share comes first; where only fewer are beyond chance, the lowest is told.
    told = sure[0] if sure and float(sure[0]["share"]) > float(sure[0]["rest"]) else sure[-1] if sure else {}
    row = {str(name): value for name, value in told.items()} or None
    small = bool(found.rows["small"].all())
    return words.best(row, (found.best, found.customers, found.money), called, small=small, name=esc)


def picture(now: View, found: Concentration, title: str, mode: Mode) -> alt.LayerChart:
    """Draw the share of each group's customers, and of everybody's, that is among them."""
    rows = found.rows.head(MOST_ROWS)
    marks = pd.DataFrame(
        {
            "segment": rows["segment"],
            "people": rows["customers"],
            "converters": rows["best"],
            "rate": rows["share"],
            "low": rows["low"],
            "high": rows["high"],
            "faded": rows["customers"] < FADED,
            "difference": rows["share"] - rows["rest"],
        }
    )
    return rates_by_segment(
        marks,
        blended=found.best / found.customers,
        title=title,
        colours=colours(now, mode),
        mode=mode,
        units="customers",
        did="among them",
    )


def on_screen(found: Concentration, measure: str) -> pd.DataFrame:
    """Return the rows as they are read."""
    rows = found.rows
    said = rows["adjusted"].map(evidence_of_p)
    return pd.DataFrame(
        {
            "Group": rows["segment"],
            "Customers": rows["customers"].map(count),
            "Among them": value_box.with_range(rows, "share", "low", "high"),
            "Of all others": rows["rest"].map(percent),
            "Times as many": [f"{times:.2f}" if times == times else "–" for times in rows["index"]],
            "Part of customers": rows["of_customers"].map(share),
            "Part of them": rows["of_best"].map(share),
            f"Part of {measure}": rows["of_money"].map(share),
            "Evidence": said.where(~rows["small"], "too few customers"),
        }
    )


def settings(now: View, called: str) -> list[str]:
    """Return what is set, one setting each."""
    return [
        f"customers by {now.offered[now.by]}",
        called,
        f"{page_words.MEASURES[now.money]} of the first {page_words.months(now.age)}",
        "95 % ranges (Wilson)",
        "against all others: Holm over the groups",
    ]
