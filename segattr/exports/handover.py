"""The sheet that goes with a segment to those who work with it: one printed page, or an Excel sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from math import isfinite, nan
from typing import TYPE_CHECKING, Final

import pandas as pd

from segattr.exports.document import Document
from segattr.exports.sheet import to_sheet
from segattr.exports.workbook import DECIMAL, PERCENT, WHOLE, clean, head, write
from segattr.segments.cards import Card
from segattr.words import cards as card_words
from segattr.words import handover as words
from segattr.words.numbers import count, interval, many, money, percent, share

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Line = tuple[str, float | None, str, str]
WIDTHS: Final = (30, 14, 90)


@dataclass(frozen=True, eq=False)
class Handover:
    """Everything that is handed over with one segment.

    Attributes
    ----------
    card : what it is for; names set and segment.
    who : who is in it, in words.
    unit : ``customer`` or ``visit``.
    people, share : how many, and of all (0-1).
    rate, low, high : how often they convert with its range (0-1); nan where nobody can say.
    spent, spent_share : what they spent so far and its part of all; nan where nobody can say.
    served : see `segattr.segments.read_back.read_back`; None where no campaign is named or found.
    caveats : what to mind, a sentence each.
    settings : what a reader must know to get the same figures.
    currency : of all money.
    """

    card: Card
    who: str
    unit: str
    people: int
    share: float
    rate: float = nan
    low: float = nan
    high: float = nan
    spent: float = nan
    spent_share: float = nan
    served: pd.DataFrame | None = None
    caveats: tuple[str, ...] = ()
    settings: tuple[str, ...] = field(default=())
    currency: str = ""

    @property
    def title(self) -> str:
        """The sheet's title."""
        return f"{words.TITLE.format(segment=self.card.segment)} ({words.OF_SET.format(set=self.card.set)})"

    @property
    def document(self) -> Document:
        """The sheet as a document: its campaigns' orders are the table."""
        return Document(printed(self), "segment", self.title, self.settings)


def to_handover_page(sheet: Handover) -> bytes:
    """Return a page of HTML that prints on one sheet and asks nobody for anything."""
    sections = [(what, text) for what, _, _, text in lines(sheet) if text]
    # Two asterisks of a client's are two asterisks: a blank of no width keeps them from meaning bold.
    return to_sheet(
        sheet.document, sections=[(what, text.replace("**", "*\u200b*")) for what, text in sections]
    )


def to_handover_workbook(sheet: Handover) -> bytes:
    """Return the same as a workbook: what it is, the figure as a number, and how it is read."""
    from openpyxl import Workbook  # 0.2 s nobody should wait for who does not ask for Excel

    book = Workbook()
    page: Worksheet = book.active
    page.title = "Segment"
    document = sheet.document
    rows: list[Line] = [*lines(sheet), *_served_lines(sheet)]
    rows += [("Setting", None, "", text) for text in (*document.settings, *document.origin) if text]
    write(page.cell(1, 1), document.title, "General")
    for place, name in enumerate(("What", "Figure", "In words"), start=1):
        head(page.cell(3, place), name)
        page.column_dimensions[page.cell(3, place).column_letter].width = WIDTHS[place - 1]
    for row, (what, number, form, text) in enumerate(rows, start=4):
        write(page.cell(row, 1), what, "General")
        write(page.cell(row, 2), number, form)
        write(page.cell(row, 3), text, "General")
    page.freeze_panes = "A4"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    book.properties.title, book.properties.creator = clean(document.title), document.origin[0]
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def lines(sheet: Handover) -> list[Line]:
    """Return what the sheet says: heading, figure if there is one, its number format, and the words."""
    card, heads = sheet.card, words.HEADS
    written: list[Line] = [(heads["who"], None, "", sheet.who), _size(sheet)]
    if isfinite(sheet.rate):
        said = f"{percent(sheet.rate, decimals=1)} {interval(sheet.low, sheet.high, decimals=1)}"
        n = f"95 % range, n = {count(sheet.people)}. {words.OBSERVED}"
        written.append((heads["rate"], sheet.rate, PERCENT, f"{said}; {n}"))
    if isfinite(sheet.spent):
        part = f", {share(sheet.spent_share)} of the money" if isfinite(sheet.spent_share) else ""
        spent = f"{money(sheet.spent, sheet.currency)} so far{part}"
        written.append((heads["value"], sheet.spent, DECIMAL, spent))
    goal = card_words.TITLES.get(card.goal, words.NOT_SAID)
    texts = {
        "decision": card.decision,
        "goal": goal,
        "measure": _measure(card),
        "step": card.step or words.NOT_SAID,
        "message": card.message,
        "campaigns": _campaigns(card),
        "owner": card.owner or words.NOT_SAID,
        "review": card_words.day(card.review),
        "caveats": " ".join([*sheet.caveats, *([words.CONTACT] if sheet.served is not None else [])]),
    }
    return [*written, *((heads[name], None, "", text) for name, text in texts.items() if text)]


def printed(sheet: Handover) -> pd.DataFrame:
    """Return what came of the segment's campaigns as it is read; empty where there is nothing."""
    if sheet.served is None:
        return pd.DataFrame()
    rows = sheet.served.to_dict("records")
    return pd.DataFrame(
        {
            words.SERVED["where"]: [words.WHERE[row["where"]] for row in rows],
            **{
                words.SERVED[n]: [count(row[n]) for row in rows]
                for n in ("people", "reached", "buyers", "orders")
            },
            words.SERVED["value"]: [money(row["value"], sheet.currency) for row in rows],
            words.SERVED["rate"]: [_range(row["rate"], row["low"], row["high"]) for row in rows],
        }
    )


def _served_lines(sheet: Handover) -> list[Line]:
    if sheet.served is None:
        return []
    forms = {"reached": WHOLE, "orders": WHOLE, "value": DECIMAL}
    return [
        (f"{words.SERVED[name]}, {words.WHERE[row['where']]}", _known(row[name]), form, "")
        for row in sheet.served.to_dict("records")
        for name, form in forms.items()
    ]


def _known(number: float) -> float | None:
    return float(number) if isfinite(number) else None


def _range(rate: float, low: float, high: float) -> str:
    return f"{percent(rate, decimals=1)} {interval(low, high, decimals=1)}".strip()


def _size(sheet: Handover) -> Line:
    text = f"{many(sheet.people, sheet.unit)}, {share(sheet.share)} of all"
    return words.HEADS["size"], float(sheet.people), WHOLE, text


def _measure(card: Card) -> str:
    if not (card.metric or card.baseline is not None or card.target is not None):
        return words.NOT_SAID
    parts = [
        card.metric,
        f"from {card_words.figure(card.baseline, card.metric)}" if card.baseline is not None else "",
        f"to {card_words.figure(card.target, card.metric)}" if card.target is not None else "",
        f"by {card_words.day(card.deadline)}" if card.deadline else "",
    ]
    return " ".join(filter(None, parts))


def _campaigns(card: Card) -> str:
    named = f"{', '.join(card.campaigns)}; " if card.campaigns else ""
    return f"{named}utm_campaign={card.utm}"
