"""The widgets by which a visitor says what a file is, which column is what, and what its dates mean.

Each shows what `segattr.ui.uploads` holds and hands a change straight to it: a widget remembers nothing, so
nothing is lost while it is not drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from segattr.data.mapping import DATE_ORDERS
from segattr.io.reading import Reading
from segattr.schema import TABLES
from segattr.ui import uploads
from segattr.ui.desk import ALL, can_be_stacked
from segattr.ui.text import esc
from segattr.ui.upload import ASIDE, Question, Upload
from segattr.words.files import date_readings, field_label, rivals_said, role_label

OPENED: Final = "segattr.opened"
FIELDS_PER_ROW = 3
EXAMPLE_ROWS, LONGEST_EXAMPLE = 50, 20


def edit_mapping(upload: Upload, reading: Reading) -> None:
    """Draw role, sheet and columns of a file behind an expander, which opens by itself where it is needed."""
    opened: dict[str, bool] = st.session_state.setdefault(OPENED, {})
    if upload.missing or upload.problem or (not upload.role and upload.correction.role is None):
        opened.setdefault(upload.id, True)
    key = f"columns.{upload.id}"
    st.session_state[key] = opened.get(upload.id, False)
    remember = partial(opened.__setitem__, upload.id)
    with st.expander("Which column is what", key=key, on_change=_hand_on, args=(key, remember)) as expander:
        if not expander.open:
            return
        _role_and_sheet(upload, reading)
        names = list(TABLES[upload.role].columns) if upload.role else []
        for start in range(0, len(names), FIELDS_PER_ROW):
            row = st.columns(FIELDS_PER_ROW)
            for place, name in zip(row, names[start : start + FIELDS_PER_ROW], strict=False):
                with place:
                    _column(upload, reading, name)


def ask_date_order(upload: Upload, question: Question) -> None:
    """Ask whether day or month comes first, with a date of the file read both ways."""
    key = f"order.{upload.id}"
    st.session_state[key] = upload.correction.date_order
    readings = date_readings(question.text, question.day_first, question.month_first)
    st.radio(
        "Which comes first?",
        DATE_ORDERS,
        format_func=str.capitalize,
        captions=[esc(reading) for reading in readings],
        key=key,
        on_change=_hand_on,
        args=(key, partial(uploads.choose_order, upload.id)),
        horizontal=True,
    )


def choose_among(role: str, files: tuple[Upload, ...], *, chosen: tuple[Upload, ...]) -> None:
    """Ask which of several files plays a role, or whether one continues the other."""
    names = {upload.id: upload.name for upload in files}
    if can_be_stacked(files):
        names[ALL] = "All of them, one below the other"
    key = f"rivals.{role}"
    st.session_state[key] = chosen[0].id if len(chosen) == 1 else ALL
    with st.container(border=True):
        st.markdown(rivals_said(role, [upload.name for upload in files], name=esc))
        st.radio(
            f"Which file holds the {role}?",
            list(names),
            format_func=lambda id: esc(names[id]),
            key=key,
            on_change=_hand_on,
            args=(key, partial(uploads.choose_file, role)),
        )


def _role_and_sheet(upload: Upload, reading: Reading) -> None:
    role, sheet = f"role.{upload.id}", f"sheet.{upload.id}"
    decided = upload.role or upload.correction.role == ASIDE
    st.session_state[role] = upload.role if decided else None
    st.selectbox(
        "What is in this file?",
        [*TABLES, ASIDE],
        index=0 if decided else None,
        format_func=role_label,
        placeholder="Choose what one row stands for",
        key=role,
        on_change=_hand_on,
        args=(role, partial(uploads.choose_role, upload.id)),
    )
    if len(reading.sheets) > 1:
        st.session_state[sheet] = reading.sheet
        st.selectbox(
            "Which sheet?",
            reading.sheets,
            key=sheet,
            on_change=_hand_on,
            args=(sheet, partial(uploads.choose_sheet, upload.id)),
        )


def _column(upload: Upload, reading: Reading, name: str) -> None:
    key = f"field.{upload.id}.{upload.role}.{name}"
    st.session_state[key] = upload.columns.get(name, "")
    st.selectbox(
        field_label(upload.role, name),
        ["", *map(str, reading.table.columns)],
        format_func=partial(_with_example, reading),
        help=TABLES[upload.role].columns[name].meaning,
        key=key,
        on_change=_hand_on,
        args=(key, partial(uploads.choose_column, upload.id, name)),
    )


def _with_example(reading: Reading, column: str) -> str:
    """Return a column's header and one of its cells; a dash for none."""
    if not column:
        return "— not in this file"
    filled = reading.table[column].iloc[:EXAMPLE_ROWS].dropna()
    example = " ".join(str(filled.iloc[0]).split()) if len(filled) else ""
    short = example if len(example) <= LONGEST_EXAMPLE else f"{example[: LONGEST_EXAMPLE - 1]}…"
    return f"{column}  ({short})" if short else column


def _hand_on(key: str, use: Callable[..., object]) -> None:
    use(st.session_state[key])
