"""The frame around every page: settings of the browser tab, the menu, and what is being looked at."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import streamlit as st

ROOT: Final = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # `streamlit run segattr/ui/shell.py` puts this folder there, not the root
    sys.path.insert(0, str(ROOT))

from segattr.data.dataset import Dataset  # noqa: E402
from segattr.ui import keeping, state, store  # noqa: E402
from segattr.ui.choices import Choices  # noqa: E402
from segattr.ui.segment_sets import title_of  # noqa: E402
from segattr.ui.text import esc  # noqa: E402
from segattr.words.decisions import in_status  # noqa: E402


@dataclass(frozen=True)
class Page:
    """One entry of the menu.

    Attributes
    ----------
    file : the script in ``pages/``.
    title : its name in the menu and in the browser's tab.
    question : what it answers; shown when the pointer rests on the menu entry.
    icon : the entry's icon, drawn from the font that comes with Streamlit.
    url_path : its address below the app's.
    """

    file: str
    title: str
    question: str
    icon: str
    url_path: str


LOOK: Final = ROOT / "segattr" / "ui" / "look.css"

PAGES: Final = (
    Page("data.py", "Data", "Can I trust this data?", ":material/database:", "data"),
    Page("segments.py", "Segments", "Who are my customers?", ":material/group:", "segments"),
    Page(
        "attribution.py", "Attribution", "What earned the credit, for whom?", ":material/hub:", "attribution"
    ),
    Page("averages.py", "Averages", "What does the average hide?", ":material/query_stats:", "averages"),
    Page("value.py", "Value", "Who is worth it?", ":material/savings:", "value"),
)


def main() -> None:
    """Draw the frame and the page the visitor is on."""
    # The icon first: left to the menu's, the browser would ask Google for its picture.
    st.set_page_config(page_title="segattr", page_icon="📊", layout="wide")
    # Absolute paths: a link into a page works on a fresh server, without a detour over the first page.
    page = st.navigation([_entry(page) for page in PAGES])
    st.html(LOOK)
    st.set_page_config(page_title=f"{page.title} · segattr")
    keeping.find_again()
    state.write_address()  # the menu's links do not carry it
    choices = state.get()
    dataset = store.get(choices.dataset_key)
    with st.sidebar:
        _card(choices, dataset)
    if dataset is not None:
        st.caption(status(choices, dataset))
    page.run()
    with st.container(key="on-paper-foot"):
        st.caption(foot(dataset))
    keeping.keep()


def status(choices: Choices, dataset: Dataset) -> str:
    """Return the line above every page: whose data, up to which day, and which segments are in use.

    Examples
    --------
    >>> status(Choices(project="Shop", segmentation="tier"), Dataset())
    '**Shop** · segments: tier'
    """
    as_of = dataset.as_of
    parts = (
        f"**{esc(choices.project or 'Unnamed project')}**",
        f"data up to {as_of.day} {as_of:%B %Y}" if as_of is not None else "",
        f"segments: {esc(title)}" if (title := title_of(choices)) else "everyone as one group",
        in_status(choices.decision),
    )
    return " · ".join(part for part in parts if part)


def foot(dataset: Dataset | None, today: date | None = None) -> str:
    """Return the last line of a printed page: when it was printed, and from which files.

    Examples
    --------
    >>> foot(None, date(2026, 3, 1))
    'Printed from segattr on 1 March 2026'
    """
    day = today or date.today()
    names = [receipt.name for receipt in dataset.receipts.values()] if dataset is not None else []
    sources = f" · sources: {esc(', '.join(names))}" if names else ""
    return f"Printed from segattr on {day.day} {day:%B %Y}{sources}"


def contents(dataset: Dataset) -> str:
    """Return what the dataset holds, as one list item per table.

    Examples
    --------
    >>> import pandas as pd
    >>> contents(Dataset(customers=pd.DataFrame({"customer_id": ["a", "b"]})))
    '- 2 customers'
    """
    return "\n".join(f"- {len(table):,} {role}" for role, table in dataset.tables.items())


def _entry(page: Page) -> st.Page:
    return st.Page(
        ROOT / "pages" / page.file,
        title=page.title,
        icon=page.icon,
        url_path=page.url_path,
        default=page is PAGES[0],
        help=page.question,
    )


def _card(choices: Choices, dataset: Dataset | None) -> None:
    with st.container(border=True):
        if dataset is None:
            st.markdown(
                "**No data yet**  \nBring your exports, or try it with a shop's data, on the Data page."
            )
        else:
            st.markdown(f"**{esc(choices.project or 'Unnamed project')}**\n{contents(dataset)}")


if __name__ == "__main__":
    main()
