"""The widgets by which a visitor says what a file is, which column is what, and what its dates mean.

Each shows what `segattr.ui.uploads` holds and hands a change straight to it: a widget remembers nothing, so
nothing is lost when it is not drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import batched
from typing import Final

import pandas as pd
import streamlit as st

from segattr.data.mapping import DATE_ORDERS
from segattr.schema import TABLES, Column
from segattr.ui import uploads
from segattr.ui.text import esc
from segattr.ui.upload import ASIDE, Question, Upload
from segattr.words.data import date_labels, field_label, role_label

OPENED: Final = "segattr.opened"
FIELDS_PER_ROW = 3
EXAMPLE_ROWS, LONGEST_EXAMPLE = 50, 24


def edit_mapping(upload: Upload) -> None:
    """Draw role, sheet and columns of a file behind an expander; it opens by itself where the file needs it."""
    if upload.reading is None:
        return
    if _expander(upload):
        with st.container(horizontal=True):
            _choose_role(upload)
            _choose_sheet(upload)
        _choose_columns(upload)


def ask_date_order(upload: Upload, question: Question) -> None:
    """Ask whether day or month comes first, with a date of the file read both ways."""
    labels = dict(zip(DATE_ORDERS, date_labels(question.text, question.day_first, question.month_first), strict=True))
    _widget(
        f"order.{upload.id}",
        upload.correction.date_order,
        lambda order: uploads.choose_order(upload.id, order),
        lambda key, changed: st.radio(
            "Which comes first in its dates?", DATE_ORDERS, format_func=lambda order: esc(labels[order]), key=key, on_change=changed, index=None
        ),
    )
