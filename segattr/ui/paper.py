"""What a printed page says below its last line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from segattr.ui.text import esc

if TYPE_CHECKING:
    from segattr.data.dataset import Dataset


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
