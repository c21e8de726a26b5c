"""Each audience whole, beneath credit that is split by the combinations of audiences which overlap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from segattr.attribution.audiences import firsts
from segattr.attribution.enough import more_needed
from segattr.data.dataset import Dataset
from segattr.reduce.summary import NO_TOUCH
from segattr.ui import audiences_whole_store as work
from segattr.ui import parts, segment_sets
from segattr.ui.attribution_table import sign_of
from segattr.ui.attribution_view import View, where
from segattr.ui.text import esc
from segattr.words import attribution as credit_words
from segattr.words import audiences_whole as words
from segattr.words.numbers import count, percent


def draw(shown: View, dataset: Dataset) -> None:
    """Draw each audience's conversions and who leads in it; nothing where segments cannot overlap."""
    choices = shown.choices
    by = segment_sets.text_of(choices)
    rule = work.overlapping(dataset.key, by)
    if rule is None:
        return
    found = work.credit(dataset.key, by, *where(choices), choices.wanted_models, choices.orders)
    st.subheader(words.TITLE, anchor=False)
    st.caption(words.CREDIT)
    rows = in_rows(found, rule.names, shown.titles)
    valued = [words.VALUE] if words.VALUE in rows else []
    number, sign = st.column_config.NumberColumn, sign_of(dataset.currency)
    leaders = list(shown.titles.values())
    st.dataframe(
        rows,
        placeholder="–",
        hide_index=True,
        height="content",
        alt=words.TITLE,
        column_config={
            **{name: number(name, format="localized") for name in (words.CONVERSIONS, words.TOUCHED)},
            **{name: number(name, format=f"{sign}%.0f") for name in valued},
            **{name: st.column_config.TextColumn(name, help=words.FIRST_HELP) for name in leaders},
        },
    )
    counted = zip(rows[words.AUDIENCE], rows[words.CONVERSIONS], strict=True)
    if few := {str(name): more for name, n in counted if (more := more_needed(n))}:
        st.caption(credit_words.needed(few, name=esc))
    figures = [words.CONVERSIONS, words.TOUCHED, *valued]
    parts.on_paper(rows.assign(**{name: rows[name].map(count) for name in figures}), name="audiences-credit")
    parts.downloads(
        found,
        name="audiences-whole-credit",
        title=words.TITLE,
        settings=shown.settings,
        label=words.FILES,
        shares=["share"],
        settings_inside=True,
    )


def in_rows(credit: pd.DataFrame, names: Sequence[str], titles: Mapping[str, str]) -> pd.DataFrame:
    """Return a row per audience: its conversions, what they were worth, and who leads under each model.

    Parameters
    ----------
    credit : from `segattr.attribution.audiences.credit_of_audiences`.
    names : the audiences, in order; one without conversions is among them.
    titles : name of each model -> its title.
    """
    one = credit[credit["model"] == next(iter(titles))]
    touched = one[one["channel"] != NO_TOUCH]
    sums = {
        words.CONVERSIONS: one.groupby("audience")["conversions"].sum(),
        words.TOUCHED: touched.groupby("audience")["conversions"].sum(),
        **({words.VALUE: one.groupby("audience")["value"].sum()} if one["value"].any() else {}),
    }
    rows = pd.DataFrame({title: figures.reindex(list(names)).fillna(0.0) for title, figures in sums.items()})
    led = {
        (row["model"], row["audience"]): words.first(str(row["channel"]), percent(float(row["share"])))
        for row in firsts(credit).to_dict("records")
    }
    for model, title in titles.items():
        rows[title] = [led.get((model, name), words.NOBODY) for name in names]
    return rows.rename_axis(words.AUDIENCE).reset_index()
