"""The Attribution page: who leads for whom, where models agree, and how the credit adds up."""

import streamlit as st

from segattr.charts.credit import BEHIND, credit_pictures
from segattr.charts.credit_layers import PICKED
from segattr.data.dataset import Dataset
from segattr.errors import SegattrError
from segattr.ui import (
    attribution_controls,
    attribution_guide,
    attribution_next,
    attribution_picked,
    attribution_pictures,
    attribution_settings,
    attribution_table,
    attribution_weights,
    parts,
    state,
    store,
)
from segattr.ui import attribution_offers as offers
from segattr.ui import attribution_view as views
from segattr.ui.attribution_table import Sheet
from segattr.ui.attribution_view import View
from segattr.ui.text import esc
from segattr.words import attribution as words
from segattr.words import leads


def page(dataset: Dataset) -> None:
    """Draw credit: the answer first, then what to change, the pictures, the table, and how it came about."""
    st.title(words.QUESTION)
    choices = offers.sound(state.get(), dataset)
    said = st.container()
    with parts.controls():
        attribution_controls.controls(dataset, choices)
        attribution_weights.sliders(choices)
    try:
        names = store.summary(dataset.key, "", choices.window, choices.touch_by).channels
        attribution_settings.settings(dataset, choices, names)
        intervals = attribution_settings.wants_intervals(dataset, choices)
        shown = views.view(dataset, choices, interval=intervals)
    except SegattrError as problem:
        st.error(esc(problem))
        st.button(words.EVERYBODY, on_click=attribution_next.split_by, args=("",))
        return
    with said:
        answer(shown)
    parts.settings_line(shown.settings)
    if len(shown.credit):
        table(shown, dataset, pictures(shown, dataset))
    attribution_guide.cards(shown, dataset)
    parts.method(words.METHOD)
    attribution_next.what_next(shown, dataset)


def answer(shown: View) -> None:
    """Draw what the data say, and what they cannot."""
    one_touch = shown.facts.one_touch
    st.markdown(leads.answer(shown.overall, shown.leads, name=esc, one_touch=one_touch))
    more = (
        leads.survivors(shown.leads, name=esc),
        leads.disagreement(shown.spread, name=esc) if one_touch < 1 else "",
        leads.untouched(shown.overall),
        words.NOT_EFFECT,
    )
    st.caption(" ".join(filter(None, more)))
    made_from = [name for name in offers.layers(shown.choices) if name in offers.TOUCH_FIELDS]
    if made_from and shown.summary.timed:
        st.warning(words.chosen_by_the_touch(made_from, name=esc))
    for caution in shown.cautions:
        st.caption(esc(caution))


def pictures(shown: View, dataset: Dataset) -> Sheet | None:
    """Draw a picture per segment, and return what puts them into one for a file."""
    attribution_picked.take_over()
    drawn = attribution_pictures.gallery(
        shown,
        attribution_controls.pictured(shown),
        mode=parts.mode(),
        currency=dataset.currency,
        picked=attribution_picked.picked(shown.channels),
        depth=attribution_picked.depth(),
    )
    if not drawn.pictures:
        return None
    look = drawn.look
    behind = [BEHIND] if shown.leads and look.measure == "share" else []
    st.caption(" · ".join([esc(look.key), *behind, words.PRESS]))
    columns = st.columns(min(len(drawn.pictures), 2), gap="large")
    for place, picture in enumerate(drawn.pictures):
        with columns[place % len(columns)]:
            st.vega_lite_chart(
                picture.spec,
                theme=None,
                key=attribution_picked.key_of(place),
                alt=picture.text,
                on_select="rerun",
                selection_mode=PICKED,
            )
    attribution_picked.trail(drawn.page)
    specs = [picture.spec for picture in drawn.pictures]
    return lambda: credit_pictures(specs, title=words.QUESTION, look=look)


def table(shown: View, dataset: Dataset, sheet: Sheet | None) -> None:
    """Draw the rows behind the pictures, what they add up to, and the files of them."""
    only = attribution_picked.picked(shown.channels)
    st.subheader("Models side by side")
    st.markdown(views.reconciled(shown, dataset))
    sorting, choosing = st.columns(2, vertical_alignment="center")
    with sorting:
        sort = attribution_table.sorted_by()
    with choosing:
        attribution_picked.chooser(shown.channels, only)
    attribution_picked.offer(shown, only)
    rows = attribution_table.on_screen(shown, sort=sort, only=only)
    st.dataframe(
        rows,
        hide_index=True,
        column_config=attribution_table.columns(shown, dataset.currency),
        alt="Credit by segment and channel, a column per model",
    )
    parts.on_paper(attribution_table.written(rows, shown, dataset.currency), name="models_side_by_side")
    st.caption(f"**Disagreement:** {words.DISAGREEMENT} **Leads in:** {words.LEADS}")
    attribution_table.downloads(shown, sheet)


dataset = store.get(state.get().dataset_key)
if dataset is None or not offers.has_credit(dataset):
    parts.empty_page(words.QUESTION, shows=words.SHOWS, needs=words.NEEDS)
else:
    page(dataset)
