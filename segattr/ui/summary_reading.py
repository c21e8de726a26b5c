"""A file with a Summary in it: recognised, opened within bounds, and known by its content."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import datetime
from io import BytesIO
from typing import Final

from segattr.data.dataset import Receipt
from segattr.reduce.door import TOUCH_BY
from segattr.reduce.summary import Summary, open_summary
from segattr.reduce.summary_file import DAMAGE, SETTINGS, damaged
from segattr.ui.summary_opened import ROLE, OpenedSummary

ENDING: Final = ".summary"
FIRST: Final = slice(30, 30 + len(SETTINGS))  # where a zip names the first file in it
TAIL: Final = 65_536
TABLE: Final = b"conversions.parquet"  # every Summary has this one
NO_DAY: Final = 1980  # a zip that does not know the day says this year


def is_summary(name: str, content: bytes) -> bool:
    """Whether a file is a Summary, or calls itself one.

    Examples
    --------
    >>> is_summary("client.summary", b""), is_summary("orders.zip", b"PK")
    (True, False)
    """
    named = name.lower().endswith(ENDING)
    return named or (content[FIRST] == SETTINGS.encode() and TABLE in content[-TAIL:])


def read_summary(content: bytes, *, name: str) -> OpenedSummary:
    """Open a Summary.

    Raises
    ------
    FileRefused : no Summary, damaged, too large, or made by a later version of segattr.
    """
    file = BytesIO(content)
    file.name = name
    summary = open_summary(file)
    try:
        _refuse_nonsense(summary)
        made, min_count = _told(content)
        opened = OpenedSummary(
            key=hashlib.sha256(content).hexdigest(),
            summary=summary,
            name=name,
            made=made,
            min_count=min_count,
        )
        rows = int(opened.contents.conversions)
    except DAMAGE as error:  # tables of our names that hold something else
        raise damaged(file) from error
    return opened.with_(receipts={ROLE: Receipt(name, rows)})  # type: ignore[return-value]


def _refuse_nonsense(summary: Summary) -> None:
    """Raise what `DAMAGE` catches where a setting is not of the kind it should be."""
    texts = (summary.segmentation, summary.as_of, *summary.channels, *summary.folded)
    if not isinstance(summary.timed, bool) or not all(isinstance(text, str) for text in texts):
        raise TypeError("settings of another kind")
    _ = TOUCH_BY[summary.touch_by]


def _told(content: bytes) -> tuple[datetime | None, int]:
    """Return when the file was written, and the least its cells count."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        year, month, day, hour, minute, second = archive.getinfo(SETTINGS).date_time
        least = json.loads(archive.read(SETTINGS)).get("min_count", 0)
    made = datetime(year, month, day, hour, minute, second) if year > NO_DAY else None
    return made, int(least)
