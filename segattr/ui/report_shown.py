"""How the Report page shows a report: while it is made, its first page, its files, and what is missing."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from segattr.attribution.registry import MODELS
from segattr.charts.theme import Mode
from segattr.exports.report_found import KIND, MONEY, RANK, SAID, STANDS_FOR
from segattr.exports.report_notes import NOTE
from segattr.exports.report_page import to_report_page
from segattr.exports.report_parts import Part, Report
from segattr.exports.report_pictures import Picture, picture
from segattr.exports.report_workbook import to_report_workbook
from segattr.ui import notes, parts, segment_sets
from segattr.ui.attribution_offers import has_credit
from segattr.ui.pictures import draw_chart, kept
from segattr.ui.report_view import View, headlines, items
from segattr.ui.text import esc
from segattr.words import notes as kinds
from segattr.words import report as told
from segattr.words import report_page as words
from segattr.words import report_sections as said
from segattr.words.numbers import money

IN_SIGHT: Final = 5
STEPS: Final = 6  # sections that are worked out, and what was found
FORMS: Final = {
    "xlsx": (
        words.EXCEL,
        to_report_workbook,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ":material/table_view:",
        words.EXCEL_HELP,
    ),
    "html": (words.PAGE, to_report_page, "text/html", ":material/description:", words.PAGE_HELP),
}


def made(now: View) -> Report:
    """Return the report; while it is made, say what is being worked on."""
    if now.is_made:
        return now.report(lambda _: None)
    bar = st.progress(0.0, words.MAKING)
    done: list[str] = []

    def tell(section: str) -> None:
        bar.progress(min(len(done) / STEPS, 1.0), words.WORKING.format(section=section))
        done.append(section)

    report = now.report(tell)
    bar.empty()
    return report


def files(report: Report, client: str) -> None:
    """Draw a button per form of the report; a file is made when it is asked for."""
    with st.container(horizontal=True, gap="small"):
        for place, (suffix, (label, make, mime, icon, help)) in enumerate(FORMS.items()):
            st.download_button(
                label,
                data=partial(make, report),
                file_name=words.file_name(client, suffix),
                mime=mime,
                key=f"report.{suffix}",
                type="primary" if place == 0 else "secondary",
                icon=icon,
                help=help,
                on_click="ignore",
            )


def first_page(report: Report) -> None:
    """Draw page one as it stands in the report: what was found, the largest money first."""
    found = report.part(told.FOUND)
    with st.container(border=True, key="report-page-one"):
        st.subheader(esc(report.title), anchor=False)
        lines = headlines(found)
        first = next((line for line in lines[:1] if not told.is_aside(line)), "")
        others = [line for line in lines if line != first]
        if first:
            st.markdown(esc(first))
        if others:
            st.caption(" ".join(map(esc, others)))
        rows = found.table.to_dict("records")
        for row in rows[:IN_SIGHT]:
            _item(row, report.currency)
        if rows[IN_SIGHT:]:
            with st.expander(words.MORE.format(n=len(rows) - IN_SIGHT)):
                for row in rows[IN_SIGHT:]:
                    _item(row, report.currency)
        st.caption(words.RANKED if rows else told.NOTHING)
    parts.on_paper(_written(found, report.currency), name="report-found")


def drawn(report: Report) -> Picture | None:
    """Return the picture of the report in the colours of the page; None where there is no change to see."""
    about = {"mode": parts.mode(), "currency": report.currency, "outcome": report.outcome}
    return kept(_quarters, report.part(told.QUARTERS).table, **about)


def _quarters(table: pd.DataFrame, *, mode: Mode, currency: str, outcome: str) -> Picture | None:
    return picture(Part(told.QUARTERS, "", table), mode, currency=currency, outcome=outcome)


def picture_of(now: View, report: Report, shown: Picture | None) -> None:
    """Draw the picture, where there is more than one quarter, and what is set."""
    chips = settings(now, report)
    if shown is not None:
        draw_chart(shown.chart, key="report.picture", said=shown.title)
    parts.settings_line(chips)
    if shown is not None:
        parts.downloads(
            shown.rows, name="report-picture", title=shown.title, settings=chips, chart=shown.chart
        )


def written(now: View) -> None:
    """Draw the notes that stand in the report."""
    if now.asked.notes:
        with st.expander(kinds.label(len(now.asked.notes)), icon=":material/edit_note:"):
            notes.listed(now.asked.notes)


def findings(report: Report) -> list[str]:
    """Return what a note can be about: everything page one lists, and its first sentence."""
    found = report.part(told.FOUND)
    return [*(sentence for sentence, _ in items(found)), *headlines(found)[:1]]


def contents(report: Report) -> None:
    """Draw what is in the report, a line per sheet."""
    with st.expander(words.IN_IT, icon=":material/list:"):
        rows = [(part.name, part.title, len(part.table)) for part in report.parts]
        st.dataframe(
            pd.DataFrame(rows, columns=["Sheet", "What it answers", "Rows"]),
            placeholder="–",
            hide_index=True,
            alt=words.IN_IT,
            column_config={"Rows": st.column_config.NumberColumn(format="localized")},
        )


def missing(now: View, report: Report) -> None:
    """Draw what the report could hold and does not, a sentence each."""
    wanted = now.asked.sections or tuple(said.SECTIONS)
    absent = words.not_in(
        dict(report.missing),
        goals="goals" in wanted and not now.asked.cards,
        notes="notes" in wanted and not now.asked.notes,
    )
    if absent:
        st.subheader(words.NOT_IN, anchor=False)
        st.markdown("\n".join(f"- **{section}**: {esc(why)}" for section, why in absent.items()))


def settings(now: View, report: Report) -> list[str]:
    """Return what is set, one setting each; of credit only where there is any."""
    models = ", ".join(MODELS[name].title for name in now.asked.models)
    credit = (f"models: {models}", *now.asked.window.describe()[:1]) if has_credit(now.dataset) else ()
    return [
        f"segments: {segment_sets.title_of(now.choices) or told.EVERYBODY}",
        *credit,
        f"quarters: {', '.join(now.asked.quarters) or 'all'}",
        *report.origin[1:],
    ]


def answer(report: Report) -> str:
    """Return the page's answer as Markdown."""
    found = report.part(told.FOUND)
    lines = headlines(found)
    first = lines[0] if lines and not told.is_aside(lines[0]) else ""
    return words.answer(first, items(found), report.currency, name=esc)


def _item(row: Mapping[Hashable, object], currency: str) -> None:
    worth = float(str(row[MONEY]))
    amount, text = st.columns([1, 5], vertical_alignment="top")
    known = worth == worth  # two pairs of asterisks around nothing would draw a line
    amount.markdown(f"**{esc(money(worth, currency))}**  \n{row[KIND]}" if known else str(row[KIND]))
    text.markdown(esc(row[SAID]))
    if known:
        text.caption(f"{words.STANDS.format(what=row[STANDS_FOR])}")
    if row.get(NOTE):
        text.info(esc(row[NOTE]), icon=":material/edit_note:")


def _written(found: Part, currency: str) -> pd.DataFrame:
    """Return page one as it is printed."""
    table = found.table
    amounts = [money(float(worth), currency) for worth in table[MONEY]]
    return table[[RANK, KIND, SAID]].assign(**{MONEY: amounts})[[RANK, MONEY, KIND, SAID]]
