"""The files of the ledger: written when they are asked for, for they are the largest of the page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from io import BytesIO

import pandas as pd
import streamlit as st

from segattr.attribution.ledger import Ledger
from segattr.attribution.model import Model
from segattr.exports.delimited import to_csv
from segattr.exports.document import Document
from segattr.ui.attribution_view import View
from segattr.words import attribution_journeys as words

MOST_IN_CSV = 1_000_000  # rows; beyond, Parquet alone
NAME = "credit_ledger"


def draw(shown: View, book: Ledger, models: Sequence[Model]) -> None:
    """Draw the buttons of the ledger's files."""
    st.subheader(words.LEDGER)
    st.caption(words.LEDGER_HELP)
    rows = int(book.conversions["touches"].clip(lower=1).sum()) * len(models)
    with st.container(horizontal=True, gap="small"):
        if rows <= MOST_IN_CSV:
            _button("Ledger, CSV", "csv", "text/csv", partial(_csv, book, models, shown.settings_of_all))
        _button(
            "Ledger, Parquet",
            "parquet",
            "application/vnd.apache.parquet",
            partial(_parquet, book, models, shown.settings_of_all),
        )
    st.caption(words.ledger_rows(rows))


def _button(label: str, suffix: str, mime: str, make: partial[bytes]) -> None:
    st.download_button(
        label,
        data=make,
        file_name=f"{NAME}.{suffix}",
        mime=mime,
        key=f"download-{NAME}-{suffix}",
        on_click="ignore",
        icon=":material/download:",
    )


def _rows(book: Ledger, models: Sequence[Model], settings: Sequence[str]) -> pd.DataFrame:
    return book.rows(models).assign(settings=" · ".join(settings))


def _csv(book: Ledger, models: Sequence[Model], settings: Sequence[str]) -> bytes:
    return to_csv(Document(_rows(book, models, settings), name=NAME, title=words.LEDGER, settings=settings))


def _parquet(book: Ledger, models: Sequence[Model], settings: Sequence[str]) -> bytes:
    file = BytesIO()
    _rows(book, models, settings).to_parquet(file, index=False)
    return file.getvalue()
