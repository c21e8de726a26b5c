"""The Value page: what customers brought in their first months, for whom, and what makes such figures lie."""

from functools import partial

import streamlit as st

from segattr.data.dataset import Dataset
from segattr.errors import SegattrError, UnsuitableData
from segattr.ui import notes, parts, state, store, value_more, value_view
from segattr.ui import value_shown as shown
from segattr.ui.pictures import draw_chart
from segattr.ui.text import esc
from segattr.ui.value_next import what_next
from segattr.ui.value_view import View
from segattr.words import value as words
from segattr.words.value_method import METHOD

BY, AGE, MONEY = "value.by", "value.age", "value.money"


def controls(now: View) -> None:
    """Draw whom to tell apart, how long to look, and by which money."""
    st.session_state[BY], st.session_state[AGE], st.session_state[MONEY] = now.by, now.age, now.money
    with parts.controls():
        split, age, money = st.columns([4, 3, 2], vertical_alignment="bottom")
        split.selectbox(
            "Customers by",
            list(now.offered),
            key=BY,
            format_func=now.offered.__getitem__,
            on_change=lambda: state.change(worth_by=st.session_state[BY]),
        )
        age.selectbox(
            "Looked at for",
            list(now.ages),
            key=AGE,
            format_func=lambda age: f"the first {words.months(age)}",
            on_change=lambda: state.change(worth_age=st.session_state[AGE]),
        )
        money.selectbox(
            "By",
            now.moneys,
            key=MONEY,
            format_func=words.MEASURES.__getitem__,
            on_change=lambda: state.change(worth_of=st.session_state[MONEY]),
        )


def answer(now: View) -> None:
    """Draw what the data say, who is not in it, and what to beware of."""
    found = now.standing
    st.markdown(words.headline(found.finding, name=esc))
    young = words.left_out(found.young, now.bought.left_out)
    st.caption(" ".join(filter(None, (shown.again(now), young, words.NOT_EFFECT))))
    notes.under(words.headline(found.finding), shown.title(now))
    for warning in shown.warnings(now):
        st.warning(warning, icon=":material/warning:")


def pictures(now: View) -> None:
    """Draw the value to the age, how it came together, and the table behind both."""
    mode, chips = parts.mode(), shown.settings(now)
    title = shown.title(now)
    draw_chart(shown.picture(now, mode), key="value.picture", said=title)
    parts.settings_line(chips)
    shown.rows(now)
    parts.on_paper(shown.on_screen(now), name="value")
    parts.downloads(
        shown.table(now),
        name="value-by-segment",
        title=title,
        settings=chips,
        chart=partial(shown.picture, now, mode),
        shares=["again", "again_low", "again_high"],
    )
    if now.age:
        draw_chart(shown.curves(now, mode), key="value.curves", said=words.CURVES)


def cost(now: View) -> None:
    """Draw what new customers cost, where the data know the spend."""
    found = now.winning
    if found is None:
        return
    whole, currency = found.rows.iloc[-1], now.dataset.currency
    st.subheader(words.COST, anchor=False)
    st.markdown(
        words.cost(whole["cac"], whole["ratio"], whole["low"], whole["high"], age=now.age, currency=currency)
    )
    left = words.unplaced(found.unplaced, found.outside, currency)
    st.caption(" ".join(filter(None, (words.CREDIT_HIDES, left))))
    table = shown.cost_on_screen(now, found)
    st.dataframe(table, placeholder="–", hide_index=True, alt=words.COST)
    parts.on_paper(table, name="cost")
    parts.downloads(
        found.rows, name="cost-of-customers", title=words.COST, settings=shown.settings(now), label="Cost"
    )


def cohorts(now: View) -> None:
    """Draw the triangle of cohorts, with what is projected marked."""
    st.subheader(words.TRIANGLE, anchor=False)
    table, said = shown.triangle(now)
    st.caption(f"{words.TRIANGLE_SAID.format(what=words.MEASURES[now.money])} {said}")
    st.dataframe(table, placeholder="–", hide_index=True, alt=words.TRIANGLE)
    parts.downloads(
        now.cohorts,
        name="cohorts",
        title=words.TRIANGLE,
        settings=shown.settings(now),
        label="Cohorts",
    )


def page(dataset: Dataset) -> None:
    """Draw the page over orders with money."""
    now = value_view.view(dataset)
    st.title(words.QUESTION)
    answer(now)
    controls(now)
    if now.standing.finding.everybody.customers:
        pictures(now)
        cost(now)
    cohorts(now)
    value_more.draw(now)
    parts.method(METHOD)
    what_next(now.dataset)


dataset = store.get(state.get().dataset_key)
if dataset is None or dataset.conversions is None:
    parts.empty_page(words.QUESTION, shows=words.SHOWS, needs=words.NEEDS)
else:
    try:
        page(dataset)
    except UnsuitableData as error:
        parts.empty_page(words.QUESTION, shows=words.SHOWS, needs=esc(error))
    except SegattrError as error:
        st.error(esc(error))
