"""Each audience whole, beneath averages that are split by the combinations of audiences which overlap."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from segattr.averages.audiences import audience_figures
from segattr.averages.split import named
from segattr.ui import audiences_whole_store as work
from segattr.ui import parts, state
from segattr.ui.attribution_table import sign_of
from segattr.ui.averages_settings import general
from segattr.ui.averages_view import View, sets_of
from segattr.words import audiences_whole as words
from segattr.words.averages_metrics import METRICS, written, written_difference, written_range
from segattr.words.averages_table import EVIDENCE_BY, RANGES, evidence
from segattr.words.numbers import SIGNS, count, share

RATE_FIGURES: Final = ("figure", "low", "high", "rest", "difference", "difference_low", "difference_high")


def draw(now: View) -> None:
    """Draw each audience's figure for every set of audiences that is split by; nothing for any other."""
    definitions = dict(sets_of(state.get()))
    for name in now.by:
        rule = work.overlapping(now.dataset.key, definitions.get(name, ""))
        if rule is not None:
            found = audience_figures(now.cells, name, rule, metric=now.metric, level=now.level)
            with st.container(key=f"audiences-{now.by.index(name)}"):
                _table(now, name, found)


def _table(now: View, name: str, found: pd.DataFrame) -> None:
    st.subheader(words.TITLE, anchor=False)
    st.caption(words.RATES)
    judged = zip(found["adjusted"], found["enough"], found["faded"], strict=True)
    found = found.assign(
        evidence=[words.TOO_FEW if faded else evidence(p, enough=enough) for p, enough, faded in judged]
    )
    shown = ["audience", "n", "share", "figure", "low", "high", "difference", "evidence"]
    rate = METRICS[now.metric].unit == "share"
    percents = ["share", *(["figure", "low", "high", "difference"] if rate else [])]
    st.dataframe(
        found[shown].assign(**{each: 100 * found[each] for each in percents}),
        hide_index=True,
        height="content",
        placeholder="–",
        alt=words.TITLE,
        column_config=_columns(now),
    )
    parts.on_paper(_on_paper(now, found), name=f"averages-audiences-{now.by.index(name)}")
    file = f"audiences-whole-{now.by.index(name)}" if now.by.index(name) else "audiences-whole"
    table = found.drop(columns=["enough", "faded"])
    table = table.rename(columns={"figure": "rate"} if rate else {"figure": "average"})
    shares = ["share", *("rate" if each == "figure" else each for each in RATE_FIGURES if rate)]
    parts.downloads(
        table,
        name=file,
        title=words.TITLE,
        settings=_settings(now, name, found),
        label=words.FILES,
        shares=shares,
        settings_inside=True,
    )


def _settings(now: View, name: str, found: pd.DataFrame) -> list[str]:
    """Return what is set for the table, in words."""
    rate, tested = now.metric == "rate", int(found["adjusted"].notna().sum())
    within = ", ".join(f"{named(column)} {value}" for column, value in now.focus)
    *who, _, day = general(now, now.level)
    return [
        f"audiences: {named(name)}",
        f"only {within}" if within else "",
        *who,
        f"{now.level:.0%} {RANGES[rate]}".replace("%", " %"),
        f"{EVIDENCE_BY[rate]}, adjusted for {tested} (Benjamini–Hochberg)" if tested else "",
        day,
    ]


def _columns(now: View) -> dict[str, ColumnConfig]:
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    sign = sign_of(now.dataset.currency) if now.dataset.currency in SIGNS else ""
    unit = METRICS[now.metric].unit
    figure = {"share": "%.1f %%", "money": f"{sign}%.2f", "number": "%.4f"}[unit]
    apart = {"share": "%+.1f points", "money": f"%+.2f {sign}".strip(), "number": "%+.4f"}[unit]
    return {
        "audience": text(words.AUDIENCE),
        "n": number(now.speech.units(2, now.metric), format="localized"),
        "share": number(words.SHARE, format="%.1f %%"),
        "figure": number("rate" if unit == "share" else METRICS[now.metric].figure, format=figure),
        "low": number("from", format=figure, help="Lower end of the range."),
        "high": number("to", format=figure, help="Upper end of the range."),
        "difference": number("versus the rest", format=apart, help=words.REST),
    }


def _on_paper(now: View, found: pd.DataFrame) -> pd.DataFrame:
    metric, currency = now.metric, now.dataset.currency
    ranges = zip(found["low"], found["high"], strict=True)
    return pd.DataFrame(
        {
            words.AUDIENCE: found["audience"],
            now.speech.units(2, metric): found["n"].map(count),
            words.SHARE: found["share"].map(share),
            "figure": [written(value, metric, currency=currency) for value in found["figure"]],
            "range": [written_range(low, high, metric).strip("()") for low, high in ranges],
            "versus the rest": [
                written_difference(value, metric, currency=currency) for value in found["difference"]
            ],
            "evidence": found["evidence"],
        }
    )
