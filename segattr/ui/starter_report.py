"""The last step of the path: the report to take along, as a workbook, a table and one printed page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from segattr.averages.common_traits import CommonTraits
from segattr.exports.document import Document
from segattr.exports.sheet import to_sheet
from segattr.ui import parts
from segattr.words import starter as words
from segattr.words import starter_table as table_words

FILE: Final = "from-everyone-to-someone"


def draw(found: CommonTraits, *, sections: Sequence[tuple[str, str]], settings: Sequence[str]) -> None:
    """Draw the buttons that take the report along.

    Parameters
    ----------
    found : what the top has in common: the report's table.
    sections : what was found and decided, a heading and a text each; names of the client's not escaped.
    settings : what a reader must know to get the same figures.
    """
    st.markdown(f"**{words.STEPS[5]}**")
    decided = [f"{head}: {text.replace('**', '')}" for head, text in sections]
    parts.downloads(
        table_words.exported(found),
        name=FILE,
        title=words.QUESTION,
        settings=[*decided, *settings],
        shares=table_words.SHARES,
    )
    _printable(Document(table_words.printed(found), FILE, words.TITLE, tuple(settings)), sections)
    parts.settings_line(settings)


def _printable(document: Document, sections: Sequence[tuple[str, str]]) -> None:
    st.download_button(
        "Printable page",
        data=partial(to_sheet, document, sections=sections),
        file_name=f"{FILE}.html",
        mime="text/html",
        key="starter.printable",
        on_click="ignore",
        icon=":material/print:",
        help=words.PRINTABLE_HELP,
    )
