"""The pages of the app, in the order of the menu."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]


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


PAGES: Final = (
    Page("data.py", "Data", "Can I trust this data?", ":material/database:", "data"),
    Page("segments.py", "Segments", "Who are my customers?", ":material/group:", "segments"),
    Page(
        "attribution.py", "Attribution", "What earned the credit, for whom?", ":material/hub:", "attribution"
    ),
    Page("averages.py", "Averages", "What does the average hide?", ":material/query_stats:", "averages"),
    Page("value.py", "Value", "Who is worth it?", ":material/savings:", "value"),
    Page("plan.py", "Plan", "What do we do about it?", ":material/checklist:", "plan"),
    Page("report.py", "Report", "What do we tell?", ":material/summarize:", "report"),
)
