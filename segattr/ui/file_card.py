"""One file, or one table of the sample, as a card: what it is, what it allows, how it was read."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd
import streamlit as st

from segattr.data.dataset import Receipt
from segattr.ui import summary_card, uploads
from segattr.ui.data_offers import offer_short_journeys
from segattr.ui.mapping_editor import ask_answer, ask_date_order, edit_mapping
from segattr.ui.text import esc
from segattr.ui.upload import ASIDE, Upload
from segattr.words.files import allowed, guessed, holds, missing, read_from, taken_for
from segattr.words.numbers import exact

FIRST_ROWS = 8


def file_card(upload: Upload, *, receipt: Receipt | None, in_use: bool, also: Collection[str]) -> None:
    """Draw one file the visitor brought, with everything to be asked or corrected about it.

    Parameters
    ----------
    upload : the file.
    receipt : how its role was read into the Dataset; None where it was not.
    in_use : whether the Dataset holds it.
    also : roles of all files in use.
    """
    with st.container(border=True, key=f"file-{upload.id}"):
        _title(upload)
        if upload.reading is None:
            st.error(esc(upload.problem), icon=":material/block:")
            return
        if upload.summary is not None:
            summary_card.card(upload, upload.summary, uploads.desk())
            return
        _says(upload, in_use=in_use, also=also)
        offer_short_journeys(upload, also=also)
        edit_mapping(upload, upload.reading)
        read = receipt.notes if receipt is not None and in_use else upload.reading.notes
        _remarks((*upload.advice, *read))
        _first_rows(upload.reading.table, name=upload.name)


def table_card(role: str, table: pd.DataFrame, *, receipt: Receipt | None, also: Collection[str]) -> None:
    """Draw one table of data that nobody brought, such as the sample."""
    with st.container(border=True, height="stretch"):
        st.markdown(f"**{esc(receipt.name if receipt else role)}**")
        st.markdown(holds(role, rows=len(table)))
        st.caption(allowed(role, also=also, columns=[str(name) for name in table]))
        _remarks(receipt.notes if receipt else ())
        _first_rows(table, name=role)


def _title(upload: Upload) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"**{esc(upload.name)}**", width="content")
        st.button(
            "Take out",
            key=f"out.{upload.id}",
            type="tertiary",
            icon=":material/close:",
            on_click=uploads.take_out,
            args=(upload.id,),
        )


def _says(upload: Upload, *, in_use: bool, also: Collection[str]) -> None:
    said = upload.correction.role is not None
    sure, tool = upload.confidence, upload.source
    st.markdown(taken_for(upload.role, rows=upload.rows, confidence=sure, said=said, source=tool))
    if upload.role != ASIDE:
        st.caption(allowed(upload.role, also=also, columns=upload.columns))
    if upload.problem:
        st.error(esc(upload.problem), icon=":material/block:")
    if upload.missing:
        st.warning(missing(upload.role, upload.missing), icon=":material/help:")
    if upload.question is not None:
        if not upload.ready:
            st.warning(esc(upload.question.found), icon=":material/help:")
        ask_date_order(upload, upload.question)
    if upload.answers:
        ask_answer(upload)
    if upload.ready and not upload.problem:
        st.caption(read_from(upload.columns, upload.others, name=esc))
        if unsure := guessed(upload.undecided, upload.columns, name=esc):
            st.caption(unsure)
        if not in_use:
            st.info(f"Not in use: another file stands for the {upload.role}.", icon=":material/info:")


def _remarks(notes: Sequence[str]) -> None:
    if notes:
        with st.expander(f"How it was read: {len(notes)} remark{'' if len(notes) == 1 else 's'}"):
            st.markdown("\n".join(f"- {esc(note)}" for note in notes))


def _first_rows(table: pd.DataFrame, *, name: str) -> None:
    with st.expander("First rows"):
        rows = table.head(FIRST_ROWS).apply(_as_read)
        st.dataframe(rows, hide_index=True, alt=f"First rows of {name}")


def _as_read(values: pd.Series) -> pd.Series:
    plain = values.map(exact, na_action="ignore") if values.dtype.kind == "f" else values
    return plain.astype("str").fillna("")
