"""What the audit found, as the Data page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from segattr.checks.audit import findings_table, pairs_table
from segattr.checks.finding import Finding
from segattr.checks.lights import Light, lights
from segattr.data.dataset import Dataset
from segattr.ui import parts, store, uploads
from segattr.ui.desk import Desk
from segattr.ui.text import esc
from segattr.words import audit as words
from segattr.words.numbers import many

ON_SCREEN: Final = 5
REASONS: Final = 2
PAIRS_SHOWN: Final = 50


def section(dataset: Dataset, desk: Desk) -> None:
    """Draw whether the data can be trusted: lights, findings, what was put right, and the list to take along.

    Parameters
    ----------
    dataset : the data in use.
    desk : the visitor's files; fixes are offered only where the data are made of them.
    """
    st.subheader(words.TITLE, anchor=False)
    with st.spinner("Checking the data …"):
        found = store.findings(dataset.key)
    own = dataset.key == desk.dataset_key
    _lights(lights(dataset, found))
    _fixes_done(desk if own else Desk())
    st.markdown(
        f"**{words.summed_up([f.severity for f in found]).capitalize()}.**" if found else words.NOTHING_FOUND
    )
    for place, finding in enumerate(found[:ON_SCREEN]):
        _finding(finding, place, currency=dataset.currency, fixable=own)
    if more := found[ON_SCREEN:]:
        with st.expander(many(len(more), words.MORE)):
            for place, finding in enumerate(more, start=ON_SCREEN):
                _finding(finding, place, currency=dataset.currency, fixable=own)
    if found:
        parts.downloads(
            findings_table(found),
            name="audit",
            title=words.TITLE,
            settings=[f"Fixes: {', '.join(map(words.fix_done, dataset.fixes)) or 'none'}"],
            shares=["share"],
            further=_further(found),
        )
    parts.method(words.METHOD)


def _lights(shown: Sequence[Light]) -> None:
    for light, column in zip(shown, st.columns(len(shown)), strict=True):
        with column, st.container(border=True, height="stretch"):
            question, verdict = words.QUESTION[light.question], words.COLOUR[light.colour]
            st.markdown(f"{words.ICON[light.colour]} **{question}**  \n{verdict}")
            for reason in light.reasons[:REASONS]:
                st.caption(esc(reason.title))
            if len(light.reasons) > REASONS:
                st.caption(f"And {len(light.reasons) - REASONS} more, below.")


def _fixes_done(desk: Desk) -> None:
    if not desk.fixes:
        return
    with st.container(border=True, key="fixes-done"):
        st.markdown(f"**{words.DONE}**")
        for place, fix in enumerate(desk.fixes):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(esc(words.fix_done(fix)))
                if told := _told_of(desk, fix):
                    st.caption(esc(told))
                st.button(
                    words.UNDO,
                    key=f"undo-fix-{place}",
                    icon=":material/undo:",
                    on_click=partial(uploads.put_right, tuple(name for name in desk.fixes if name != fix)),
                )


def _told_of(desk: Desk, fix: str) -> str:
    """Return what came of a fix in figures, as the receipts say; empty where they say none."""
    said = words.on_your_word(fix).removesuffix(".") + ": "
    notes = (note for receipt in desk.receipts.values() for note in receipt.notes)
    return next((note.removeprefix(said).removesuffix(".") for note in notes if note.startswith(said)), "")


def _further(found: Sequence[Finding]) -> dict[str, pd.DataFrame]:
    pairs = pairs_table(found)
    return {words.PAIRS_SHEET: pairs} if len(pairs) else {}


def _finding(finding: Finding, place: int, *, currency: str, fixable: bool) -> None:
    with st.container(border=True, key=f"finding-{place}"):
        icon = words.SEVERITY_ICON[finding.severity]
        st.markdown(f"{icon} **{words.SEVERITY[finding.severity]}** · {esc(finding.title)}")
        hangs = words.hangs(finding.conversions, finding.money, currency=currency, table=finding.table)
        told = " · ".join(text for text in (hangs, words.tainted(finding.questions)) if text)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(esc(told or finding.advice))
            if fixable and finding.fixes:
                with st.container(horizontal=True, width="content", gap="small"):
                    for fix in finding.fixes:
                        _fix_button(finding, fix, place)
        with st.expander(words.EXAMPLES if finding.examples else words.NO_EXAMPLES):
            st.markdown(esc(finding.advice))
            if finding.renames:
                spelled = pd.DataFrame(finding.renames, columns=list(words.SPELLED))
                st.dataframe(spelled, hide_index=True, width="content", alt=words.SPELLED_TITLE)
            if finding.pairs:
                ids = pairs_table([finding]).head(PAIRS_SHOWN)
                st.dataframe(ids, hide_index=True, width="content", alt=words.PAIRS_TITLE)
                if (more := len(finding.pairs) - PAIRS_SHOWN) > 0:
                    st.caption(words.more_pairs(more))
            if finding.examples:
                st.dataframe(pd.DataFrame(finding.examples), hide_index=True, alt=esc(finding.title))


def _fix_button(finding: Finding, fix: str, place: int) -> None:
    kind = fix.partition(":")[0]
    st.button(
        words.FIX[kind],
        key=f"fix-{place}" if fix == finding.fix else f"fix-{place}-{kind}",
        icon=":material/build:",
        help=esc(finding.advice),
        on_click=partial(uploads.put_right, (*uploads.desk().fixes, fix)),
        width="content",
    )
