"""What customers may still bring, drawn."""

from __future__ import annotations

from dataclasses import astuple
from functools import partial
from typing import Final

import altair as alt
import pandas as pd
import streamlit as st

from segattr.charts.outlook import outlook_by_segment
from segattr.charts.theme import Mode
from segattr.ui import value_box, value_store
from segattr.ui.text import esc
from segattr.ui.value_shown import colours
from segattr.ui.value_view import View
from segattr.value.ahead import LEVEL, Expected
from segattr.value.hold_out import HELD_OUT
from segattr.value.ladder_error import FEWEST_COHORTS
from segattr.value.outlook import MOST_SEGMENTS, Outlook
from segattr.value.purchases import EVERYBODY
from segattr.words import value_outlook as words
from segattr.words.numbers import count, many, money, share

CALLED: Final = "everybody"


def draw(now: View) -> None:
    """Draw what a customer of each segment brought, may bring, and how the projection stood a test."""
    found = value_store.ahead(now)
    st.markdown(headline(found[0], now.dataset.currency))
    if not any(each.carried for each in found):
        st.dataframe(
            on_screen(found, now.dataset.currency), placeholder="–", hide_index=True, alt=words.TITLE
        )
        return
    st.caption(words.NOTE.format(fewest=FEWEST_COHORTS))
    value_box.figures(
        on_screen(found, now.dataset.currency),
        table(found),
        partial(picture, now, found),
        name="outlook",
        title=words.PICTURE,
        label="Projection",
        chips=settings(now, found[0]),
    )


def headline(whole: Outlook, currency: str) -> str:
    """Return what a customer brought and may bring, or why that cannot be said."""
    if not whole.carried:
        return words.refused(reasons(whole), esc(whole.why))
    tried = whole.held
    held = words.held_out(tried.expected, tried.happened, tried.weeks) if tried else ""
    ahead = astuple(whole.ahead)
    return words.headline(whole.customers, whole.so_far, ahead, whole.weeks, held, currency)


def reasons(one: Outlook) -> list[str]:
    """Return the conditions not met, in words."""
    return [words.gate(gate.name, gate.found, gate.needed) for gate in one.closed]


def picture(now: View, found: list[Outlook], mode: Mode) -> alt.LayerChart:
    """Draw what was brought, and pale what is projected."""
    currency = now.dataset.currency
    rows = pd.DataFrame(
        [
            {
                "segment": named(each),
                "so_far": each.so_far,
                "ahead": each.ahead.figure,
                "low": each.ahead.low,
                "high": each.ahead.high,
                "words": over_bar(each, currency),
            }
            for each in found
        ]
    )
    weeks = many(round(found[0].weeks), "week")
    look = colours(now, mode)
    return outlook_by_segment(
        rows, title=words.PICTURE, colours=look, mode=mode, currency=currency, weeks=weeks
    )


def over_bar(one: Outlook, currency: str) -> str:
    """Return the figures that stand over a bar."""
    coming = words.projected(*astuple(one.ahead), currency=currency)
    return f"{money(one.so_far, currency)}{f' + {coming}' if coming else f', {words.NOT_PROJECTED}'}"


def on_screen(found: list[Outlook], currency: str) -> pd.DataFrame:
    """Return the rows as they are read, without what nobody has."""
    rows = pd.DataFrame(
        [
            {
                "Segment": named(each),
                "Customers": count(each.customers),
                "Came back": count(each.repeaters),
                "Brought so far": money(each.so_far, currency),
                "Orders to come": words.orders(*astuple(each.orders)),
                "To bring (projected)": words.projected(*astuple(each.ahead), currency=currency),
                "Hold-out: foretold / came": trial(each),
                "Chain ladder": laddered(each, currency),
                "Why not": "; ".join(reasons(each)) or each.why,
            }
            for each in found
        ]
    )
    return rows[[name for name in rows if (rows[name] != "").any()]]


def table(found: list[Outlook]) -> pd.DataFrame:
    """Return the rows behind the picture, unrounded."""
    rows = [
        {
            "segment": named(each),
            **{name: getattr(each, name) for name in ("customers", "repeaters", "so_far", "weeks")},
            **ranged("orders", each.orders),
            **ranged("ahead", each.ahead),
            **ranged("ladder", each.ladder.grown),
            "ladder_seen": each.ladder.seen,
            "ladder_age": each.ladder.age,
            "held_weeks": each.held.weeks if each.held else None,
            "held_expected": each.held.expected if each.held else None,
            "held_happened": each.held.happened if each.held else None,
            "why_not": "; ".join(reasons(each)) or each.why,
        }
        for each in found
    ]
    return pd.DataFrame(rows)


def ranged(name: str, found: Expected) -> dict[str, float]:
    """Return a figure and its range as columns of the table."""
    return {name: found.figure, f"{name}_low": found.low, f"{name}_high": found.high}


def named(one: Outlook) -> str:
    """Return what a row is called."""
    return CALLED if one.segment == EVERYBODY else one.segment


def trial(one: Outlook) -> str:
    """Return how the projection stood its test."""
    if one.held is None:
        return ""
    off = f", off {one.held.error:+.0%}".replace("%", " %").replace("-", "−") if one.held.happened else ""
    return f"{count(one.held.expected)} / {count(one.held.happened)}{off}"


def laddered(one: Outlook, currency: str) -> str:
    """Return chain ladder's value beside what it grows from, and the age it is for."""
    grown = words.projected(*astuple(one.ladder.grown), currency=currency)
    return words.laddered(one.ladder.seen, grown, one.ladder.age, currency)


def settings(now: View, whole: Outlook) -> list[str]:
    """Return what is set, one setting each."""
    return [
        f"customers by {now.offered[now.by]}",
        "revenue",
        f"projected: the next {count(whole.weeks)} weeks (BG/NBD and Gamma–Gamma, per segment)",
        f"{share(LEVEL)} ranges, while behaviour stays",
        f"chain ladder (Mack's range from {FEWEST_COHORTS} cohorts on)",
        f"tested on the last {share(HELD_OUT)} of the time",
        f"everybody and at most the {MOST_SEGMENTS} largest segments",
    ]
