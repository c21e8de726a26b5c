"""The widgets by which a visitor says what a file is, which column is what, and what its dates mean.

Each shows what `segattr.ui.uploads` holds and hands a change straight to it: a widget remembers nothing, so
nothing is lost while it is not drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import PurePath
from typing import Final

import streamlit as st

from segattr.data.mapping import DATE_ORDERS
from segattr.io.reading import Reading
from segattr.schema import TABLES
from segattr.ui import uploads
from segattr.ui.text import esc
from segattr.ui.typed import hold
from segattr.ui.upload import ASIDE, Question, Upload
from segattr.words.file_questions import CONVERTED_IS, SAME_FOR_ALL, answer_label, date_readings
from segattr.words.files import ALL_ROWS, column_sure, field_label, role_label

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


def ask_answer(upload: Upload) -> None:
    """Ask which value of the outcome counts as converted, where it is not said in yes and no."""
    key = f"answer.{upload.id}"
    st.session_state[key] = upload.answer or None
    st.radio(
        CONVERTED_IS,
        list(upload.answers),
        format_func=lambda value: esc(answer_label(value, upload.answers[value])),
        key=key,
        on_change=_hand_on,
        args=(key, partial(uploads.choose_answer, upload.id)),
        horizontal=True,
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
    column, field = upload.columns.get(name, ""), TABLES[upload.role].columns[name]
    same = column.startswith(ALL_ROWS)
    st.session_state[key] = ALL_ROWS if same else column
    for_all = [ALL_ROWS] if field.kind == "label" and not field.on_request else []
    st.selectbox(
        field_label(upload.role, name),
        ["", *for_all, *map(str, reading.table.columns)],
        format_func=partial(_with_example, reading),
        help=field.meaning,
        key=key,
        on_change=_hand_on,
        args=(key, partial(_choose_column, upload, name)),
    )
    if same:
        _value_for_all(upload, name, column.removeprefix(ALL_ROWS))
    elif column:
        decided = name in upload.correction.said(upload.role)
        st.caption(column_sure(None if decided else upload.sureness.get(name)))


def _choose_column(upload: Upload, name: str, column: str) -> None:
    chosen = f"{ALL_ROWS}{PurePath(upload.name).stem}" if column == ALL_ROWS else column
    uploads.choose_column(upload.id, name, chosen)


def _value_for_all(upload: Upload, name: str, value: str) -> None:
    """Ask for the one value all rows of a file have, such as the platform a report comes from."""
    key = f"same.{upload.id}.{upload.role}.{name}"
    hold(key, value)
    st.text_input(
        "In all rows",
        key=key,
        max_chars=80,
        on_change=_hand_on,
        args=(key, lambda text: _choose_value(upload, name, text)),
    )


def _choose_value(upload: Upload, name: str, text: str) -> None:
    uploads.choose_column(upload.id, name, f"{ALL_ROWS}{text.strip() or PurePath(upload.name).stem}")


def _with_example(reading: Reading, column: str) -> str:
    """Return a column's header and one of its cells; a dash for none."""
    if column in ("", ALL_ROWS):
        return SAME_FOR_ALL if column else "— not in this file"
    filled = reading.table[column].iloc[:EXAMPLE_ROWS].dropna()
    example = " ".join(str(filled.iloc[0]).split()) if len(filled) else ""
    short = example if len(example) <= LONGEST_EXAMPLE else f"{example[: LONGEST_EXAMPLE - 1]}…"
    return f"{column}  ({short})" if short else column


def _hand_on(key: str, use: Callable[..., object]) -> None:
    use(st.session_state[key])
