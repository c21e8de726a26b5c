"""Which model suits what is to be decided, how much the choice matters here, and a card per model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from segattr.attribution.journey_facts import dated_share
from segattr.attribution.leads import lead, times_first
from segattr.attribution.registry import MODELS
from segattr.attribution.side_by_side import reallocated
from segattr.data.dataset import Dataset
from segattr.ui import attribution_offers as offers
from segattr.ui import attribution_view as views
from segattr.ui import state, store
from segattr.ui.attribution_controls import PREFIX
from segattr.ui.attribution_view import View
from segattr.ui.choices import Choices
from segattr.ui.text import esc
from segattr.words import attribution_method as words
from segattr.words import guide, models

MOST_SEGMENTS = 3  # told one by one, the one with most conversions first


def cards(names: Sequence[str]) -> None:
    """Draw a card per model."""
    with st.container(horizontal=True, gap="small"):
        for name in names:
            with st.popover(MODELS[name].title, icon=":material/menu_book:"):
                st.markdown(models.CARDS[name].markdown(MODELS[name].meaning))


def guidance(shown: View, dataset: Dataset) -> None:
    """Ask what is to be decided; say which model serves it, why, and how much the choice matters here."""
    st.markdown(guide.INTRO)
    missing = {name: offers.why_not(dataset, name) for name in MODELS}
    dated = 0.0 if missing["w_shaped"] else _dated(shown.choices)
    st.markdown(" ".join([guide.journeys_are(shown.facts), guide.milestones_are(dated), *_advice(shown)]))
    known = list(guide.DECISIONS)
    decision = st.selectbox(
        words.DECIDE,
        known,
        index=known.index(guide.LONG_SALE) if dated else 0,
        key=PREFIX + "decision",
        persist_state="session",
    )
    serving = guide.DECISIONS[decision]
    able = [name for name in serving if not missing[name]]
    st.markdown(guide.serves({name: MODELS[name].title for name in serving}, missing))
    if not able:
        return
    for sentence in _matters(shown, dataset, able[0]):
        st.markdown(sentence)
    with st.container(horizontal=True, gap="small", key="on-screen-decision"):
        st.button(words.SHOW_THESE, icon=":material/visibility:", on_click=_show, args=(tuple(able),))
    cards(able)


def _dated(choices: Choices) -> float:
    return dated_share(store.with_tables(choices.dataset_key, "", *views.where(choices), ("milestones",)))


def _show(models: tuple[str, ...]) -> None:
    state.change(models=models, part="credit")


def _advice(shown: View) -> list[str]:
    window = shown.choices.window
    return guide.advice(shown.facts, half_life_days=window.half_life_days, lookback_days=window.lookback_days)


def _matters(shown: View, dataset: Dataset, chosen: str) -> Iterator[str]:
    """Yield how much credit another model would move, over everybody and in the largest segments."""
    every = replace(shown.choices, models=tuple(offers.offered_models(dataset)))
    everybody = views.credit_of(dataset, every, segmented=False)
    yield _one(everybody, every.models, chosen, "")
    if shown.leads:
        credit = views.credit_of(dataset, every)
        for each in [each for each in shown.leads if not each.few][:MOST_SEGMENTS]:
            yield _one(credit[credit["segment"] == each.segment], every.models, chosen, each.segment)


def _one(credit: pd.DataFrame, names: Sequence[str], chosen: str, segment: str) -> str:
    pairs = reallocated(credit)
    theirs = pairs[(pairs["model"] == chosen) | (pairs["other"] == chosen)]
    others = theirs["other"].where(theirs["model"] == chosen, theirs["model"]).map(lambda n: MODELS[n].title)
    apart = sorted(zip(theirs["share"], others, strict=True))
    own = lead(credit[credit["model"] == chosen], segment=segment, titles={chosen: chosen})
    same = int(times_first(credit).droplevel("segment").get(own.leader[0], 0)) if own.leader else 0
    (least, near), (most, far) = apart[0], apart[-1]
    said = words.matters(MODELS[chosen].title, (near, least), (far, most), whom=segment, name=esc)
    return f"{said} {words.survives(own.leader, same, len(names), name=esc)}"
