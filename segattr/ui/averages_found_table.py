"""The groups a search found, as values for the page's sentences and as the tables behind its pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Final

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from segattr.words.averages_found import VERDICTS, Conditions, Found
from segattr.words.averages_metrics import METRICS, written, written_range, written_stake
from segattr.words.averages_speech import Speech
from segattr.words.numbers import SIGNS

FIGURES: Final = ("rate", "expected", "found_rate", "held_rate", "held_low", "held_high", "held_expected")
TAKEN: Final = (
    *("people", "rate", "expected", "found_people", "found_rate", "held_people", "held_rate", "held_low"),
    *("held_high", "held_expected", "shrunk", "prize", "prize_low", "prize_high", "p", "verdict"),
)
SHOWN: Final = ("group", "people", "expected", "found_rate", "held_rate", "range", "shrunk")
RATES: Final = ("expected", "found_rate", "held_rate", "shrunk")


def read(table: pd.DataFrame, known: Mapping[str, set[str]], metric: str, currency: str) -> list[Found]:
    """Return the groups of a search.

    Parameters
    ----------
    table : from `segattr.averages.discover.discover`.
    known : the values of each column.
    """
    own = {field.name for field in fields(Found)}
    rows = table[[name for name in table.columns if name in own]].to_dict("records")
    return [
        Found(
            conditions=conditions_of(segment, known),
            metric=metric,
            currency=currency,
            **{str(name): value for name, value in row.items()},
        )
        for segment, row in zip(table["segment"], rows, strict=True)
    ]


def conditions_of(segment: str, known: Mapping[str, set[str]]) -> Conditions:
    """Return the columns and values a group's name stands for, whatever marks they hold themselves.

    Examples
    --------
    >>> conditions_of("a=x & y=1 & b=2", {"a": {"x & y=1", "x"}, "b": {"2"}})
    (('a', 'x & y=1'), ('b', '2'))
    """
    pairs = [(column, value) for column, values in known.items() for value in values]
    return _read(segment, {f"{column}={value}": (column, value) for column, value in pairs}) or ()


def _read(text: str, known: Mapping[str, tuple[str, str]]) -> Conditions | None:
    if text in known:
        return (known[text],)
    for start, pair in known.items():
        rest = _read(text[len(start) + 3 :], known) if text.startswith(f"{start} & ") else None
        if rest is not None:
            return (pair, *rest)
    return None


def numbered(place: int, found: Found) -> str:
    """Return what a group is called in the picture of all: its number in the list, and its values."""
    return f"{place + 1}. {found.name}"


def held_out(found: Sequence[Found]) -> pd.DataFrame:
    """Return the rows of a picture of all groups, as measured on those held out."""
    rows = [
        (numbered(place, f), f.held_people, 0, f.held_rate, f.held_low, f.held_high)
        for place, f in enumerate(found)
    ]
    table = pd.DataFrame(rows, columns=["segment", "people", "converters", "rate", "low", "high"])
    return table.assign(converters=(table["people"] * table["rate"]).round())


def twice(found: Found) -> pd.DataFrame:
    """Return the two rows of a group's own picture: when it was found, and held out."""
    return pd.DataFrame(
        {
            "segment": ["held out", "when found"],
            "people": [found.held_people, found.found_people],
            "converters": [found.held_people * found.held_rate, found.found_people * found.found_rate],
            "rate": [found.held_rate, found.found_rate],
            "low": [found.held_low, float("nan")],
            "high": [found.held_high, float("nan")],
            "faded": [False, True],
        }
    )


def taken_along(found: Sequence[Found]) -> pd.DataFrame:
    """Return the groups as they are taken along, unrounded."""
    rows = [{name: getattr(each, name) for name in TAKEN} for each in found]
    names = [", ".join(f"{column} = {value}" for column, value in each.conditions) for each in found]
    return pd.DataFrame(rows, columns=list(TAKEN)).assign(group=names)[["group", *TAKEN]]


def on_screen(found: Sequence[Found]) -> pd.DataFrame:
    """Return the groups as they are read: rates in percent, the verdict in words."""
    table = _worded(found)
    if found[0].metric != "rate":
        return table
    return table.assign(**{name: 100 * table[name] for name in RATES})


def on_paper(found: Sequence[Found]) -> pd.DataFrame:
    """Return the groups as they are printed."""
    table, metric, currency = _worded(found), found[0].metric, found[0].currency
    for name in RATES:
        table[name] = [written(value, metric, currency=currency) for value in table[name]]
    table["prize"] = [written_stake(value, metric, currency=currency) for value in table["prize"]]
    return table


def _worded(found: Sequence[Found]) -> pd.DataFrame:
    ranges = [written_range(each.held_low, each.held_high, each.metric) for each in found]
    table = taken_along(found).assign(range=[text.strip("()") for text in ranges])
    return table.assign(verdict=table["verdict"].map(VERDICTS))[[*SHOWN, "prize", "verdict"]]


def columns(first: Found, speech: Speech) -> dict[str, ColumnConfig]:
    """Return how `on_screen` is written."""
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    words = METRICS[first.metric]
    figure = {"share": "%.1f %%", "money": f"{SIGNS.get(first.currency, '')}%.2f", "number": "%.4f"}[
        words.unit
    ]
    stake = speech.stake if first.metric == "rate" else words.stake
    return {
        "group": text("group", width="medium"),
        "people": number(speech.whom(first.metric)[1], format="localized"),
        "expected": number("to be expected", format=figure),
        "found_rate": number("when found", format=figure),
        "held_rate": number("held out", format=figure),
        "range": text("range"),
        "shrunk": number("luck taken off", format=figure),
        "prize": number(f"{stake} vs peers", format="%+.0f"),
        "verdict": text("verdict"),
    }
