"""Parts that all pages have: what was set, how it is worked out, what to take along, the empty page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, Literal

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from segattr.exports.document import Chart, Document
from segattr.exports.registry import EXPORTS
from segattr.ui import notes, state, store, uploads
from segattr.ui.keeping import SAMPLE_NAME
from segattr.ui.menu import ROOT
from segattr.ui.text import esc
from segattr.words.numbers import figure
from segattr.words.summaries import NEEDS_ROWS

DATA_PAGE: Final = ROOT / "pages" / "data.py"
SAMPLE_SEGMENTS: Final = "visitor"  # the split the sample's story begins with
PAPER_ROWS: Final = 40


def downloads(
    table: pd.DataFrame,
    *,
    name: str,
    title: str,
    settings: Sequence[str],
    chart: Chart | Callable[[], Chart] | None = None,
    shares: Sequence[str] | None = None,
    label: str = "",
    settings_inside: bool = False,
    further: Mapping[str, pd.DataFrame] | None = None,
) -> None:
    """Draw a button per kind of file; a file is made when it is asked for.

    Parameters
    ----------
    table : the rows behind the picture, unrounded.
    name : the files' name without ending; one per page.
    title : the question the table answers.
    settings : one line per setting, for the workbook and the images.
    chart : the picture, or what draws it once an image is asked for; without it there are no image buttons.
    shares : columns Excel shows as percentages; None goes by their names.
    label : what the buttons say before the kind of file, where a page has several tables.
    settings_inside : True repeats the settings in a last column of the CSV, which has no other place.
    further : other tables, by name, each a sheet of the workbook.
    """
    told = (*settings, *notes.on(title))
    document = Document(table, name, title, told, chart, shares, further=further or {})
    set_as = {"settings": " · ".join(settings)} if settings_inside else {}
    with_settings = replace(document, table=table.assign(**set_as))
    with st.container(horizontal=True, gap="small"):
        for suffix, export in EXPORTS.items():
            if chart is not None or not export.of_chart:
                st.download_button(
                    f"{label}, {export.label}" if label else export.label,
                    data=partial(export.make, with_settings if suffix == "csv" else document),
                    file_name=f"{name}.{suffix}",
                    mime=export.mime,
                    key=f"download-{name}-{suffix}",
                    on_click="ignore",
                    icon=":material/download:",
                )


def method(markdown: str) -> None:
    """Draw how a result is worked out, closed until somebody asks.

    Parameters
    ----------
    markdown : formula, parameters, caveats, references; strings of the client's escaped.
    """
    with st.expander("How this is worked out"):
        st.markdown(markdown)


def controls() -> DeltaGenerator:
    """Return the container for a page's controls; on a phone they wait behind one button.

    Examples
    --------
    Used with ``with``, once per page: ``with parts.controls(): st.selectbox(...)``.
    """
    st.toggle("Change what is shown", key="show-controls", on_change="ignore")
    return st.container(key="controls")


def on_paper(table: pd.DataFrame, *, name: str) -> None:
    """Draw a table for the printer alone, which shows of a scrolling table only what is in sight.

    Parameters
    ----------
    table : as it is read on the screen; a column of numbers is written as `segattr.words.numbers.figure`.
    name : tells the tables of a page apart.
    """
    with st.container(key=f"on-paper-{name}"):
        st.table(table.head(PAPER_ROWS).apply(_read).map(esc).rename(columns=esc), hide_index=True)
        if len(table) > PAPER_ROWS:
            st.caption(f"{len(table) - PAPER_ROWS:,} more rows are in the download.")


def _read(values: pd.Series) -> pd.Series:
    return values.astype(float).map(figure) if values.dtype.kind in "fiu" else values.astype("str")


def settings_line(parts: Sequence[str]) -> None:
    """Draw what is set as one line of text.

    Parameters
    ----------
    parts : one setting each, in words, as they come from the data; they are escaped here.
    """
    st.caption(" · ".join(esc(part) for part in parts if part))


def empty_page(question: str, *, shows: str, needs: str) -> None:
    """Draw a page that has nothing to show yet: what it would show, and the two ways there.

    Parameters
    ----------
    question : the page's title.
    shows : what it would show, as Markdown.
    needs : which tables, and which export would bring them, as Markdown.
    """
    st.title(question)
    st.markdown(shows)
    st.info(needs, icon=":material/upload_file:")
    if store.opened(state.get().dataset_key) is not None and needs != esc(NEEDS_ROWS):
        st.caption(NEEDS_ROWS)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Try it with a shop's data", type="primary", on_click=try_sample, key="try-sample")
        st.page_link(DATA_PAGE, label="Bring your own exports", icon=":material/database:")


def try_sample() -> None:
    """Work on the sample from here on, split as its story begins; for a button's ``on_click``."""
    key = store.put(store.sample())
    if state.get().dataset_key not in ("", key):  # a link's settings count, those of other data do not
        uploads.set_aside()
    state.change(dataset_key=key, project=SAMPLE_NAME, segmentation=SAMPLE_SEGMENTS)


def mode() -> Literal["light", "dark"]:
    """Return whether this visitor looks at a light or a dark page; light as long as nobody knows."""
    return "dark" if st.context.theme.type == "dark" else "light"
