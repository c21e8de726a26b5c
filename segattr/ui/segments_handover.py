"""What goes along with a segment's card: what came of its campaigns, and the sheet that is handed over."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from math import nan
from typing import Any, Final

import pandas as pd
import streamlit as st

from segattr.data.dataset import Dataset
from segattr.errors import SegattrError
from segattr.exports.handover import Handover, printed, to_handover_page, to_handover_workbook
from segattr.exports.registry import EXPORTS
from segattr.segments.advice import Hint
from segattr.segments.cards import Card
from segattr.segments.registry import text_of_segmentation
from segattr.segments.segmentation import Segmentation
from segattr.segments.who import who
from segattr.ui import segments_cards_store as work
from segattr.ui import state
from segattr.ui.text import esc
from segattr.words import cards as card_words
from segattr.words import handover as words
from segattr.words.numbers import many

KEY: Final = "segments.handover."
CAVEATS: Final = ("outcome", "path", "too small", "coarse", "same people", "same rate")


def along(
    dataset: Dataset,
    rule: Segmentation,
    rows: Mapping[str, Mapping[Hashable, Any]],
    hints: Sequence[Hint],
    settings: Sequence[str],
    card: Card,
) -> None:
    """Draw what came of a segment's campaigns and the buttons of its sheet.

    Parameters
    ----------
    rule : the set, as it can be used.
    rows : segment -> its row of the sizes; the card's is among them.
    hints : what is pointed out in the set.
    settings : what a reader must know to get the same figures.
    """
    sheet = Handover(
        card,
        who(rule, card.segment),
        getattr(rule, "unit", "customer"),
        **_figures(rows[card.segment]),
        **_worth(dataset, rule, card.segment),
        served=_read_back(dataset, rule, card),
        caveats=_caveats(hints, card),
        settings=tuple(text for text in settings if text),
        currency=dataset.currency,
    )
    with st.container(horizontal=True):
        for label, help, suffix, mime, make in (
            (words.PAGE, words.PAGE_HELP, "html", "text/html", to_handover_page),
            (words.SHEET, words.SHEET_HELP, "xlsx", EXPORTS["xlsx"].mime, to_handover_workbook),
        ):
            st.download_button(
                label,
                data=partial(make, sheet),
                file_name=f"{card.utm}.{suffix}",
                mime=mime,
                help=help,
                icon=":material/print:" if suffix == "html" else ":material/download:",
                key=f"{KEY}{card.segment}.{suffix}",
                on_click="ignore",
            )


def _figures(row: Mapping[Hashable, Any]) -> dict[str, Any]:
    rates = {name: float(row.get(name, nan)) for name in ("rate", "low", "high")}
    return {"people": int(row["people"]), "share": float(row["share"]), **rates}


def _worth(dataset: Dataset, rule: Segmentation, segment: str) -> dict[str, Any]:
    if getattr(rule, "unit", "customer") != "customer":
        return {}
    found = work.money(dataset, text_of_segmentation(rule))
    if not len(found):
        return {}
    row = found.reindex([segment]).fillna(0.0).iloc[0]
    return {"spent": float(row["spent"]), "spent_share": float(row["share"])}


def _read_back(dataset: Dataset, rule: Segmentation, card: Card) -> pd.DataFrame | None:
    """Draw what came of the campaigns, and return it; None where none is named or none is in the data."""
    days = state.get().lookback_days
    try:
        found = work.served(dataset, text_of_segmentation(rule), card, days)
    except SegattrError as error:
        if card.campaigns:
            st.caption(esc(error))
        return None
    named = ", ".join(card.campaigns or (card.utm,))
    if found is None:
        if card.campaigns:
            st.caption(card_words.READ_BACK_NONE.format(campaigns=esc(named)))
        return None
    within = "any time" if days == float("inf") else many(round(days), "day")
    st.markdown(f"**{card_words.READ_BACK}**")
    table = printed(Handover(card, "", "customer", 0, 0.0, served=found, currency=dataset.currency))
    st.table(table.set_index(words.SERVED["where"]).T)
    st.caption(card_words.READ_BACK_NOTE.format(days=within, campaigns=esc(named)))
    return found


def _caveats(hints: Sequence[Hint], card: Card) -> tuple[str, ...]:
    own = [
        hint
        for hint in hints
        if hint.kind in CAVEATS and (not hint.segments or card.segment in hint.segments)
    ]
    return tuple(card_words.said(hint) for hint in own)
