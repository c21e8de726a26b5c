"""The frame around every page: settings of the browser tab, the menu, and what is being looked at."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import streamlit as st

ROOT: Final = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # `streamlit run segattr/ui/shell.py` puts this folder there, not the root
    sys.path.insert(0, str(ROOT))

from segattr.ui import front  # noqa: E402
from segattr.ui.imports import IMPORTING, import_for  # noqa: E402
from segattr.ui.menu import PAGES, Page  # noqa: E402
from segattr.ui.paper import foot  # noqa: E402

LOOK: Final = ROOT / "segattr" / "ui" / "look.css"


def main() -> None:
    """Draw the frame and the page the visitor is on."""
    # The icon first: left to the menu's, the browser would ask Google for its picture.
    st.set_page_config(page_title="segattr", page_icon="📊", layout="wide")
    # Absolute paths: a link into a page works on a fresh server, without a detour over the first page.
    page = st.navigation([_entry(page) for page in PAGES])
    st.html(LOOK)
    st.set_page_config(page_title=f"{page.title} · segattr")
    if page.title == PAGES[0].title and front.is_newcomer():
        front.draw()
        with st.container(key="on-paper-foot"):
            st.caption(foot(None))
    else:
        with IMPORTING:
            from segattr.ui.frame import around  # here: all it needs takes two seconds the first time

        import_for(_script(page))
        around(page)


def _script(shown: st.Page) -> Path:
    """Return the script of the page that is shown."""
    return next(ROOT / "pages" / page.file for page in PAGES if page.title == shown.title)


def _entry(page: Page) -> st.Page:
    return st.Page(
        ROOT / "pages" / page.file,
        title=page.title,
        icon=page.icon,
        url_path=page.url_path,
        default=page is PAGES[0],
        help=page.question,
    )


if __name__ == "__main__":
    main()
