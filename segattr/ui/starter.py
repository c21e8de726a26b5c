"""The path for who mails everyone: from the list to one segment, one goal, one campaign, one report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

import streamlit as st

from segattr.averages.common_traits import CommonTraits
from segattr.averages.list_members import Members
from segattr.charts.traits import shares_of_traits
from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.segments.top import Top
from segattr.ui import parts, starter_plan, starter_steps, store, uploads
from segattr.ui.pictures import draw_chart
from segattr.ui.starter_plan import Plan
from segattr.ui.text import esc
from segattr.words import decisions
from segattr.words import starter as words
from segattr.words.starter_table import worth_showing

PERCENTS: Final = (5, 10, 20, 30, 50)
MONTHS: Final = (3, 6, 12, 24, 36)
Option = TypeVar("Option")


def door() -> None:
    """Draw the button that opens the path, or leaves it."""
    if starter_plan.current() is None:
        label, click, icon = decisions.OPEN_LIST, starter_plan.begin, ":material/mail:"
        st.button(label, on_click=click, icon=icon, help=decisions.OPEN_LIST_HELP, key="starter.open")
    else:
        st.button(
            "Close this path", on_click=starter_plan.close, icon=":material/close:", key="starter.close"
        )


def path(dataset: Dataset) -> None:
    """Draw the six steps, each with what is proposed, where the visitor has opened them.

    Parameters
    ----------
    dataset : the data in use.
    """
    plan = starter_plan.current()
    if plan is None:
        return
    with st.container(border=True, key="starter"):
        st.subheader(words.TITLE, anchor=False)
        try:
            _steps(dataset, plan, _members(dataset, plan))
        except UnsuitableData as error:
            st.info(str(error), icon=":material/upload_file:")


def _members(dataset: Dataset, plan: Plan) -> Members:
    if dataset.conversions is None or dataset.conversions.empty:
        raise UnsuitableData(words.NO_ORDERS)
    with st.spinner("Going through your list …"):
        return store.members(dataset.key, Top(plan.percent, plan.months, starter_plan.by_of(dataset)))


def _steps(dataset: Dataset, plan: Plan, members: Members) -> None:
    _best(dataset, plan, members)
    if not members.people["top"].any():
        return
    found = store.common_traits(dataset.key, members.top, plan.versus)
    _shared(found, plan, members)
    starter_steps.draw(dataset, plan, members, found)
    parts.method(words.METHOD)


def _best(dataset: Dataset, plan: Plan, members: Members) -> None:
    st.markdown(f"**{words.STEPS[0]}**")
    st.markdown(words.headline(members, first=uploads.known(dataset).first, as_of=dataset.as_of))
    if members.top.by == "orders":
        st.caption(words.BY_ORDERS)
    share, months, versus = st.columns(3)
    with share:
        _choice("Who", PERCENTS, plan.percent, "top {} % of the buyers".format, _keep_percent)
    with months:
        _choice("When", MONTHS, plan.months, "last {} months".format, _keep_months)
    with versus:
        _choice("Compared with", tuple(words.AMONG), plan.versus, words.AMONG.__getitem__, _keep_versus)


def _choice(
    label: str,
    options: Sequence[Option],
    value: Option,
    shown: Callable[[Option], str],
    keep: Callable[[str], None],
) -> None:
    key = f"starter.{label}"
    st.session_state[key] = value
    st.selectbox(label, options, key=key, format_func=shown, on_change=keep, args=(key,))


def _keep_percent(key: str) -> None:
    starter_plan.change(percent=st.session_state[key])


def _keep_months(key: str) -> None:
    starter_plan.change(months=st.session_state[key])


def _keep_versus(key: str) -> None:
    starter_plan.change(versus=st.session_state[key])


def _shared(found: CommonTraits, plan: Plan, members: Members) -> None:
    st.markdown(f"**{words.STEPS[1]}**")
    st.markdown(words.in_common(found, plan.versus, name=esc))
    if not (found.enough and found.tried):
        return
    chart = shares_of_traits(
        worth_showing(found),
        group=found.group,
        name=members.top.label,
        others=words.AMONG[plan.versus],
        title=words.QUESTION,
        mode=parts.mode(),
    )
    draw_chart(chart, key="starter.picture", said=words.QUESTION)
    st.caption(words.evidence(found, name=esc))
