"""Reports that put several tables below each other in one file, as Google Analytics does."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from typing import BinaryIO

from segattr.io.encoding import decoded
from segattr.io.source import HEAD_BYTES

MOST_BYTES = 16_000_000  # reports written for people are small
COMMENT = re.compile(r'^"?#(?:\s|-|,|;|$)')
DELIMITERS = (",", "\t", ";")
TITLE_COLUMNS = 3


@dataclass
class _Block:
    """Lines between two gaps."""

    comments: list[str]
    lines: list[str] = field(default_factory=list)

    @property
    def cells(self) -> list[str]:
        mark = max(DELIMITERS, key=self.lines[0].count)
        try:
            return [cell.strip() for cell in next(csv.reader(self.lines, delimiter=mark), [])]
        except csv.Error:  # a cell of more than 128 kB: no header
            return []

    @property
    def width(self) -> int:
        return len([cell for cell in self.cells if cell])

    @property
    def has_header(self) -> bool:
        """Whether its first line names columns: several, none of them a number, with lines below."""
        named = [cell for cell in self.cells if cell]
        return len(self.lines) > 1 and len(named) > 1 and not any(_NUMBER.match(cell) for cell in named)


_NUMBER = re.compile(r"^[-+]?[\d.,]+%?$")


def several_tables(file: BinaryIO, *, name: str) -> dict[str, str]:
    """Return the tables of a file that begins with ``#`` lines, by title; nothing where there is but one.

    Parameters
    ----------
    file : open binary file; it is left at its start.
    name : what to call it in messages.
    """
    head = file.read(HEAD_BYTES)
    size = file.seek(0, 2)
    file.seek(0)
    encoding, bom, text = decoded(head, name=name, whole=size <= HEAD_BYTES)
    if size > MOST_BYTES or not COMMENT.match(text.lstrip()):
        return {}
    content = file.read()[bom:].decode(encoding, errors="replace")
    file.seek(0)
    return tables_of(content)


def tables_of(text: str) -> dict[str, str]:
    r"""Return the tables of a report's text, by their first headers; nothing where there is but one.

    Examples
    --------
    >>> report = "# GA\nDay,Views\n1,5\n\n# GA\nEvent,Count,Users\nclick,3,2\n"
    >>> tables_of(report)
    {'Day, Views': '# GA\nDay,Views\n1,5\n', 'Event, Count, Users': '# GA\nEvent,Count,Users\nclick,3,2\n'}
    """
    tables: list[_Block] = []
    for block in _blocks(text):
        begins = block.has_header and (not tables or block.comments or block.width != tables[-1].width)
        if begins:
            tables.append(block)
        elif tables:
            tables[-1].lines += block.lines
    if len(tables) < 2:
        return {}
    found: dict[str, str] = {}
    for block in tables:
        title = ", ".join([cell for cell in block.cells if cell][:TITLE_COLUMNS])
        again = sum(1 for other in found if other.partition(" (")[0] == title.partition(" (")[0])
        found[f"{title} ({again + 1})" if title in found else title] = "".join(
            [*block.comments, *block.lines]
        )
    return found


def _blocks(text: str) -> list[_Block]:
    blocks: list[_Block] = []
    comments: list[str] = []
    quoted, fresh = False, True
    for line in text.splitlines(keepends=True):
        if not quoted and (not line.strip(',;" \t\r\n') or COMMENT.match(line)):
            comments += [line] if COMMENT.match(line) else []
            fresh = True
            continue
        if fresh:
            blocks.append(_Block(comments))
            comments, fresh = [], False
        blocks[-1].lines.append(line)
        quoted ^= bool(line.count('"') % 2)
    return blocks
