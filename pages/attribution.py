"""The Attribution page: who leads for whom, where models agree, and how the credit adds up."""

from collections.abc import Callable
from pathlib import Path

import altair as alt
import streamlit as st

from segattr.attribution.registry import MODELS
from segattr.averages.telling import first_split
from segattr.charts.credit import BEHIND, credit_pictures
from segattr.data.dataset import Dataset
from segattr.errors import SegattrError
from segattr.ui import attribution_controls, attribution_pictures, attribution_settings, parts, state, store
from segattr.ui import attribution_offers as offers
from segattr.ui import attribution_view as views
from segattr.ui.attribution_view import View
from segattr.ui.text import esc
from segattr.words import attribution as words
from segattr.words import leads, models

Sheet = Callable[[], alt.ConcatChart]  # all pictures as one, drawn when a file of it is asked for
AVERAGES = Path(__file__).with_name("averages.py")


def page(dataset: Dataset) -> None:
    """Draw credit: the answer first, then what to change, the pictures, the table, and how it came about."""
    st.title(words.QUESTION)
    choices = offers.sound(state.get(), dataset)
    said = st.container()
    attribution_controls.controls(dataset, choices)
    try:
        names = store.summary(dataset.key, "", choices.window, choices.touch_by).channels
        more, beside = st.columns([4, 1], vertical_alignment="top")
        with more:
            attribution_settings.settings(dataset, choices, names)
        with beside:
            intervals = attribution_controls.wants_intervals(dataset, choices.measure)
        shown = views.view(dataset, choices, interval=intervals)
    except SegattrError as problem:
        st.error(esc(problem))
        st.button(words.EVERYBODY, on_click=split_by, args=("",))
        return
    with said:
        answer(shown)
    parts.settings_line(shown.settings)
    sheet = pictures(shown, dataset)
    table(shown, dataset, sheet)
    explanations(shown)
    what_next(shown, dataset)


def answer(shown: View) -> None:
    """Draw what the data say, and what they cannot."""
    st.markdown(leads.answer(shown.overall, shown.leads, name=esc))
    st.caption(" ".join(filter(None, (leads.disagreement(shown.spread, name=esc), words.NOT_EFFECT))))
    made_from = [name for name in offers.layers(shown.choices) if name in offers.TOUCH_FIELDS]
    if made_from and shown.summary.timed:
        st.warning(words.chosen_by_the_touch(made_from, name=esc))


def pictures(shown: View, dataset: Dataset) -> Sheet | None:
    """Draw a picture per segment, and return what puts them into one for a file."""
    segments = attribution_controls.pictured(shown)
    drawn, look = attribution_pictures.pictures(shown, segments, mode=parts.mode(), currency=dataset.currency)
    if not drawn:
        return None
    st.caption(esc(look.key) + (f" · {BEHIND}" if shown.leads and look.measure == "share" else ""))
    columns = st.columns(min(len(drawn), 2), gap="large")
    for place, picture in enumerate(drawn):
        with columns[place % len(columns)]:
            st.altair_chart(picture.chart, theme=None, key=f"credit.{place}", alt=picture.text)
    return lambda: credit_pictures([picture.chart for picture in drawn], title=words.QUESTION, look=look)


def table(shown: View, dataset: Dataset, sheet: Sheet | None) -> None:
    """Draw the rows behind the pictures, what they add up to, and the files of them."""
    st.subheader("Models side by side")
    st.markdown(views.reconciled(shown, dataset))
    st.dataframe(
        views.on_screen(shown),
        hide_index=True,
        column_config=views.columns(shown),
        alt="Credit by segment and channel, a column per model",
    )
    parts.downloads(
        shown.table,
        name="models_side_by_side",
        title=words.QUESTION,
        settings=shown.settings,
        chart=sheet,
        shares=shown.shares,
    )
    parts.downloads(
        shown.credit,
        name="credit",
        title=words.ONE_ROW_PER_MODEL,
        settings=shown.settings,
        label=words.ONE_ROW_PER_MODEL,
    )


def explanations(shown: View) -> None:
    """Draw a card per model and the method of the page."""
    with st.container(horizontal=True, gap="small"):
        for name in shown.choices.models:
            with st.popover(MODELS[name].title, icon=":material/menu_book:"):
                st.markdown(models.CARDS[name].markdown(MODELS[name].meaning))
    parts.method(words.METHOD)


def split_by(segmentation: str) -> None:
    """Take a column to make segments by; none for everyone as one group."""
    state.change(segmentation=segmentation)


def what_next(shown: View, dataset: Dataset) -> None:
    """Draw the way on: the rates of the same segments, or segments to begin with."""
    layers = offers.layers(shown.choices)
    if not offers.is_timed(dataset):
        return
    if layers:
        if st.button(words.see_rates(layers, name=esc), icon=":material/query_stats:"):
            state.change(split_by=tuple(layers))
            st.switch_page(AVERAGES)
        return
    splits = store.splits(dataset.key)
    split = first_split(splits[~splits["dimension"].isin(offers.TOUCH_FIELDS)])
    if split in offers.offered_columns(dataset):
        st.button(
            words.split_by(split, name=esc),
            icon=":material/call_split:",
            on_click=split_by,
            args=(split,),
        )


dataset = store.get(state.get().dataset_key)
if dataset is None or not offers.has_credit(dataset):
    parts.empty_page(words.QUESTION, shows=words.SHOWS, needs=words.NEEDS)
else:
    page(dataset)
