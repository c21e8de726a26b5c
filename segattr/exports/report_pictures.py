"""The picture of a report: conversion from quarter to quarter, or what came in where no rate is known."""

from __future__ import annotations

from typing import Final, NamedTuple

import altair as alt
import pandas as pd

from segattr.charts.quarters import amounts_by_quarter
from segattr.charts.theme import Mode, segment_colours
from segattr.charts.trend import trend
from segattr.exports.report_parts import Part
from segattr.exports.report_quarters import HEADERS
from segattr.statistics.intervals import wilson
from segattr.words import report as words
from segattr.words.averages_speech import Speech

LEVELS: Final = ["period", "segment", "people", "rate", "low", "high"]
AMOUNTS: Final = ["period", "segment", "value"]


class Picture(NamedTuple):
    """A picture: the question it answers, its rows, and its chart."""

    title: str
    rows: pd.DataFrame
    chart: alt.LayerChart


def picture(part: Part, mode: Mode, *, currency: str = "", outcome: str = "") -> Picture | None:
    """Return the picture of a report's quarters; None where there is no change to see."""
    rates, rows = rates_by_quarter(part), amounts(part)
    if len(set(rates["period"])) > 1:
        return Picture(words.rate_picture(outcome), rates, _of_rates(rates, mode, outcome))
    if len(set(rows["period"])) > 1:
        return Picture(words.REVENUE_PICTURE, rows, _of_amounts(rows, mode, currency))
    return None


def rates_by_quarter(part: Part) -> pd.DataFrame:
    """Return ``period, segment, people, rate, low, high`` of the quarters, the blended rate among them."""
    names = {HEADERS[name]: name for name in LEVELS}
    if not set(names) <= set(part.table):
        return pd.DataFrame(columns=LEVELS)
    rates = part.table[list(names)].rename(columns=names).dropna()
    if len(set(rates["segment"])) > 1:
        rates = pd.concat([rates, _everybody(part.table)], ignore_index=True)
    return rates


def amounts(part: Part) -> pd.DataFrame:
    """Return ``period, segment, amount``: what came in."""
    names = {HEADERS[name]: "amount" if name == "value" else name for name in AMOUNTS}
    if not set(names) <= set(part.table):
        return pd.DataFrame(columns=list(names.values()))
    return part.table[list(names)].rename(columns=names).dropna().reset_index(drop=True)


def _of_rates(rates: pd.DataFrame, mode: Mode, outcome: str) -> alt.LayerChart:
    last = list(dict.fromkeys(rates["period"]))[-2:]
    colours = segment_colours(_segments(rates), mode)
    look = {"title": words.rate_picture(outcome), "did": Speech(outcome=outcome).did}
    return trend(rates, between=last, colours=colours, mode=mode, **look)


def _of_amounts(rows: pd.DataFrame, mode: Mode, currency: str) -> alt.LayerChart:
    look = {"title": words.REVENUE_PICTURE, "measure": "revenue", "currency": currency}
    return amounts_by_quarter(rows, colours=segment_colours(_segments(rows), mode), mode=mode, **look)


def _segments(rows: pd.DataFrame) -> list[str]:
    return [str(name) for name in dict.fromkeys(rows["segment"]) if name != words.EVERYBODY]


def _everybody(table: pd.DataFrame) -> pd.DataFrame:
    """Return the blended rate of every quarter with its range."""
    people, converted = HEADERS["people"], HEADERS["converters"]
    whole = table.groupby(HEADERS["period"], sort=False)[[people, converted]].sum()
    low, high = wilson(whole[converted], whole[people])
    rows = pd.DataFrame({"period": whole.index, "people": whole[people].to_numpy(), "low": low, "high": high})
    return rows.assign(segment=words.EVERYBODY, rate=(whole[converted] / whole[people]).to_numpy())
