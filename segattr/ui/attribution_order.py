"""How many touches a Markov chain should remember, judged by customers it has not seen."""

from __future__ import annotations

import streamlit as st

from segattr.charts.order_losses import TITLE, order_losses
from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.ui import attribution_store, parts, state
from segattr.ui.attribution_view import View, where
from segattr.ui.pictures import draw_chart
from segattr.ui.text import esc
from segattr.words import attribution_method as words


def draw(shown: View, dataset: Dataset) -> None:
    """Draw the advice with what it rests on, and a button that takes it."""
    st.markdown(words.MEMORY)
    try:
        with st.spinner("Trying chains of one to four touches on customers they have not seen"):
            advice = attribution_store.order_advice(dataset.key, *where(shown.choices))
    except UnsuitableData as reason:
        st.info(esc(reason))
        return
    st.markdown(f"**{advice.sentence()}**")
    chart = order_losses(advice.losses, advised=advice.order, mode=parts.mode())
    draw_chart(chart, said=f"{TITLE} {advice.sentence()}")
    if advice.order != shown.choices.markov_order:
        with st.container(key="on-screen-order"):
            st.button(
                words.remember(advice.order), icon=":material/memory:", on_click=_take, args=(advice.order,)
            )
    parts.downloads(
        advice.losses,
        name="markov_memory",
        title=TITLE,
        settings=shown.settings_of_all,
        settings_inside=True,
        chart=chart,
    )


def _take(order: int) -> None:
    state.change(markov_order=order)
