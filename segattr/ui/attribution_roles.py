"""Who opens, assists and closes journeys, and which touches are followed by a conversion, per segment."""

from __future__ import annotations

from typing import cast

import streamlit as st

from segattr.attribution.leads import has_name
from segattr.data.dataset import Dataset
from segattr.ui import attribution_asked as asks
from segattr.ui import attribution_controls, attribution_pictures, parts
from segattr.ui import attribution_offers as offers
from segattr.ui.attribution_controls import PREFIX
from segattr.ui.attribution_view import View
from segattr.ui.choices import TouchBy
from segattr.ui.text import esc
from segattr.words import attribution as page_words
from segattr.words import attribution_journeys as words

MOST_NAMED = 3


def roles(shown: View, dataset: Dataset) -> None:  # noqa: ARG001 - every view of the journeys is drawn alike
    """Draw what part each channel takes in the journeys that converted."""
    st.subheader(words.ROLES)
    rows = asks.largest_first(asks.asked(shown, "roles"), shown, "opener_share")
    for each in asks.told(shown):
        here = asks.of(rows, each.segment)
        named = {
            role: list(here[here["role"] == role]["channel"])[:MOST_NAMED] for role in ("opener", "closer")
        }
        st.markdown(words.opens_and_closes(each.segment, named["opener"], named["closer"], name=esc))
    ends = rows[rows["opener_share"].notna()]
    drawn = attribution_pictures.compared(
        shown,
        ends.assign(model="opener_share", conversions=ends["opened"] + ends["closed"], share=ends["opened"]),
        words.ROLES_OF,
        attribution_controls.pictured(shown),
        mode=parts.mode(),
        measure="opener_share",
    )
    attribution_pictures.side_by_side(drawn, key="roles")
    st.caption(words.ROLES_HELP)
    asks.table(rows, words.ROLE_TITLES, shown, name="roles", title=words.ROLES)


def engagement(shown: View, dataset: Dataset) -> None:
    """Draw how often journeys with each kind of touch converted."""
    st.subheader(words.ENGAGEMENT)
    kind, kinds = shown.choices.touch_by, offers.offered_touches(dataset)
    if len(kinds) > 1:
        chosen = st.segmented_control(
            words.TOUCH_TYPE,
            kinds,
            default=kind,
            required=True,
            format_func=lambda name: page_words.TOUCH_BY[name],
            key=PREFIX + "touch_type",
            persist_state="session",
        )
        kind = cast(TouchBy, chosen or kind)
    rows = asks.largest_first(asks.asked(shown, "engagement", touch_by=kind), shown, "touches")
    for each in asks.told(shown):
        here = asks.of(rows, each.segment)
        here = here[here["channel"].map(has_name).astype(bool) & (here["journeys"] >= 100)]
        if len(here) > 1:
            top = here.iloc[int(here["rate"].to_numpy().argmax())]
            figures = (float(top[name]) for name in ("rate", "low", "high", "journeys"))
            st.markdown(words.follows(each.segment, str(top["channel"]), *figures, name=esc))
    pictured = rows.assign(model="rate", conversions=rows["converted"], value=0.0)
    drawn = attribution_pictures.compared(
        shown,
        pictured,
        words.ENGAGEMENT_OF,
        attribution_controls.pictured(shown),
        mode=parts.mode(),
        measure="rate",
    )
    attribution_pictures.side_by_side(drawn, key="engagement")
    st.caption(words.ENGAGEMENT_HELP)
    asks.table(rows, words.ENGAGEMENT_TITLES, shown, name="engagement", title=words.ENGAGEMENT)
