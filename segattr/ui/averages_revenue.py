"""Why the value of all orders moved: more people, more of them converting, or larger orders."""

from __future__ import annotations

from functools import partial
from typing import Final

import altair as alt
import pandas as pd
import streamlit as st

from segattr.averages import over_time
from segattr.charts.rates import money_axis
from segattr.charts.theme import Mode
from segattr.charts.waterfall import waterfall
from segattr.ui import parts
from segattr.ui.averages_moved_view import Change
from segattr.ui.averages_view import View
from segattr.ui.pictures import draw_chart
from segattr.ui.text import esc
from segattr.words import averages_moved as words
from segattr.words.numbers import money

FACTORS: Final = ("visits", "conversion", "order_value")


def draw(now: View, shown: Change, chips: list[str]) -> None:
    """Draw the waterfall of the value, where the data hold any."""
    if not {"value", "orders"} <= set(shown.everybody.columns):
        return
    table = over_time.revenue_moved(shown.everybody, shown.before, shown.after)
    sums = {name: float(table[name].sum()) for name in FACTORS}
    change = float(table["total"].sum())
    st.subheader(words.REVENUE, anchor=False)
    st.markdown(words.revenue(change, sums, now.speech, now.dataset.currency, name=esc))
    chart = partial(_picture, now, shown, sums, parts.mode())
    draw_chart(chart(), key="averages.revenue", said=words.REVENUE)
    by_segment = over_time.revenue_moved(shown.segments, shown.before, shown.after) if shown.across else table
    parts.downloads(
        by_segment,
        name="why-the-value-moved",
        title=words.REVENUE,
        settings=chips,
        chart=chart,
        label="Value",
    )


def _picture(now: View, shown: Change, sums: dict[str, float], mode: Mode) -> alt.LayerChart:
    values = shown.everybody.set_index(shown.everybody["period"].astype("str"))["value"]
    before, after = (float(values[name]) for name in (shown.before, shown.after))
    lines = [(words.period(shown.before), before, True, "")]
    lines += [(words.factor(name, now.speech), size, False, "") for name, size in sums.items()]
    lines += [(f"{words.period(shown.after)}", after, True, "")]
    currency = now.dataset.currency
    return waterfall(
        pd.DataFrame(lines, columns=["label", "size", "is_end", "group"]),
        title=words.REVENUE,
        axis="value",
        colours={},
        mode=mode,
        write=partial(money, currency=currency),
        write_step=lambda value: f"{'+' * (value > 0)}{money(value, currency)}",
        label_expr=money_axis(currency),
    )
