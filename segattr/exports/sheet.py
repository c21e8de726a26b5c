"""One sheet of paper: what was found and decided, as a file any browser opens and prints, offline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Final

import pandas as pd

from segattr.exports.document import Document
from segattr.exports.neutral import texts

MOST_ROWS: Final = 15  # more do not fit on the page; the table's own files have them all
STYLE: Final = """
@page { size: A4; margin: 16mm }
body { font: 11pt/1.45 system-ui, sans-serif; color: #14181f }
body { max-width: 178mm; margin: 0 auto; padding: 8mm }
h1 { font-size: 17pt; margin: 0 0 1mm } h2 { font-size: 11pt; margin: 4mm 0 1mm; color: #3a4f9e }
p { margin: 0 0 1mm; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100%; font-size: 9.5pt; margin-top: 2mm }
th, td { text-align: left; padding: 1mm 2mm; border-bottom: .3mm solid #d5d9e0 } th { background: #f4f5f7 }
footer { margin-top: 5mm; font-size: 8.5pt; color: #4a5260; border-top: .3mm solid #d5d9e0; padding-top: 2mm }
@media print { body { padding: 0 } section, tr { break-inside: avoid } }
"""
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"  # a file that calls nobody, whatever is in it


def to_sheet(document: Document, *, sections: Sequence[tuple[str, str]]) -> bytes:
    """Return a page of HTML that prints on one sheet: title, sections, table, settings.

    Parameters
    ----------
    document : its table is drawn below the sections, its cells as they are to be read.
    sections : heading and text each; ``**two asterisks**`` make bold, all else is shown letter by letter.

    Examples
    --------
    >>> plan = Document(pd.DataFrame(), name="plan", title="<Plan>")
    >>> page = to_sheet(plan, sections=[("Goal", "**Win** & keep")])
    >>> "<h1>&lt;Plan&gt;</h1>" in page.decode(), "<p><b>Win</b> &amp; keep</p>" in page.decode()
    (True, True)
    """
    parts = "".join(
        f"<section><h2>{escape(head)}</h2><p>{_bold(text)}</p></section>" for head, text in sections
    )
    foot = " · ".join(_words(line) for line in (*document.settings, *document.origin) if line)
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(document.title)}</title><style>{STYLE}</style></head>"
        f"<body><h1>{escape(document.title)}</h1>{parts}{_table(document.table)}<footer>{foot}</footer></body></html>"
    )
    return page.encode("utf-8")


def _bold(text: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", _words(text))


def _words(text: str) -> str:
    """Return a text for a page: nothing in it is markup, and no sign stands alone on a line."""
    return escape(text).replace(" %", "&nbsp;%")


def _table(table: pd.DataFrame) -> str:
    if table.empty:
        return ""
    shown = table.head(MOST_ROWS)
    columns = [texts(shown.iloc[:, place].astype("str")) for place in range(shown.shape[1])]
    head = "".join(f"<th>{escape(str(name))}</th>" for name in table.columns)
    rows = "".join(
        f"<tr>{''.join(f'<td>{_words(cell)}</td>' for cell in row)}</tr>"
        for row in zip(*columns, strict=True)
    )
    more = (
        f"<p>{len(table) - MOST_ROWS:,} more rows are in the table's files.</p>"
        if len(table) > MOST_ROWS
        else ""
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"
