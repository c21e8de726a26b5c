"""How the Value page shows its figures: pictures, tables, warnings and the settings behind them."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd
import streamlit as st

from segattr.charts.growth import growth_by_segment
from segattr.charts.rates import rates_by_segment
from segattr.charts.theme import Mode, channel_colours, segment_colours
from segattr.errors import UnsuitableData
from segattr.ui.pictures import kept
from segattr.ui.text import esc
from segattr.ui.value_view import View
from segattr.value.alarms import ages_differ, left_truncation
from segattr.value.chain_ladder import chain_ladder
from segattr.value.cohorts import wide
from segattr.value.lifetime import FEWEST_CUSTOMERS
from segattr.value.purchases import month_name
from segattr.value.winning import Winning
from segattr.words import value as words
from segattr.words.averages_moved import period
from segattr.words.numbers import SIGNS, count, money

FIGURES: Final = ("segment", "customers", "ltv", "low", "high", "median", "again", "again_low", "again_high")
FADED: Final = 10  # customers; below, a range says nothing and would only stretch the axis
MOST_ROWS: Final = 12  # of a picture; the table holds all
METRIC: Final = "value_per_person"
AGAIN: Final = "Ordered again"
MOST_COHORTS: Final = 24


def colours(shown: View, mode: Mode) -> dict[str, str]:
    """Return the colour each segment has on every page."""
    names = [str(name) for name in sorted(set(shown.bought.segments))]
    return (channel_colours if shown.by == "channel" else segment_colours)(names, mode)


def title(shown: View) -> str:
    """Return the question the picture answers."""
    return words.PICTURE.format(months=words.months(shown.age), by=shown.offered[shown.by])


def picture(shown: View, mode: Mode) -> alt.LayerChart:
    """Draw every segment's value to the age with its range, and the blended value through all of them."""
    rows = shown.standing.rows
    rows = rows[rows["customers"] > 0].head(MOST_ROWS)
    marks = pd.DataFrame(
        {
            "segment": rows["segment"],
            "people": rows["customers"],
            "converters": rows["customers"],
            "rate": rows["ltv"],
            "low": rows["low"],
            "high": rows["high"],
            "faded": rows["customers"] < FADED,
        }
    )
    finding = shown.standing.finding
    return kept(
        rates_by_segment,
        marks.reset_index(drop=True),
        blended=finding.everybody.value,
        title=title(shown),
        colours=colours(shown, mode),
        mode=mode,
        metric=METRIC,
        currency=shown.dataset.currency,
        units="customers",
        did="acquired",
        axis=f"{words.MEASURES[shown.money]} per customer",
    )


def curves(shown: View, mode: Mode) -> alt.LayerChart:
    """Draw how the value came together with age."""
    return kept(
        growth_by_segment,
        shown.growth,
        title=words.CURVES,
        colours=colours(shown, mode),
        mode=mode,
        measure=words.MEASURES[shown.money],
    )


def warnings(shown: View) -> list[str]:
    """Return what makes these figures lie, in sentences."""
    found = left_truncation(shown.bought)
    said = []
    if found.old:
        said.append(words.known_before(found.known_before, period(month_name(found.begin))))
    if found.falling:
        third = max(len(found.new) // 3, 1)
        first, last = float(found.new.iloc[:third].mean()), float(found.new.iloc[-third:].mean())
        said.append(words.truncated(found.fall, first, last))
    ages = ages_differ(shown.bought)
    young = ages[ages["younger"] & (ages["customers"] >= FEWEST_CUSTOMERS)]["segment"].tolist()
    if young and shown.split:
        said.append(words.differ_in_age(young, name=esc))
    return said


def table(shown: View) -> pd.DataFrame:
    """Return the rows behind the picture, unrounded."""
    return shown.standing.rows[[*FIGURES, "rest", "beyond", "left_out"]]


def on_screen(shown: View) -> pd.DataFrame:
    """Return the rows as they are read."""
    rows = shown.standing.rows
    said = [
        "too few customers" if row.small else "beyond chance" if row.beyond else "within chance"
        for row in rows.itertuples()
    ]
    return pd.DataFrame(
        {
            "Segment": rows["segment"],
            "Customers": rows["customers"],
            f"{words.MEASURES[shown.money].capitalize()} per customer": rows["ltv"],
            "from": rows["low"],
            "to": rows["high"],
            "Median": rows["median"],
            AGAIN: rows["again"] * 100,
            "Against the rest": said,
            "Too young": rows["left_out"],
        }
    )


def rows(shown: View) -> None:
    """Draw the table behind the picture."""
    drawn = on_screen(shown)
    amounts = [str(name) for name in drawn if drawn[name].dtype.kind == "f" and name != AGAIN]
    sign = SIGNS.get(shown.dataset.currency, shown.dataset.currency)
    config = {name: st.column_config.NumberColumn(format=f"{sign}%.2f") for name in amounts}
    config |= {name: st.column_config.NumberColumn(format="localized") for name in ("Customers", "Too young")}
    config[AGAIN] = st.column_config.NumberColumn(format="%.1f %%")
    st.dataframe(
        drawn,
        placeholder="–",
        hide_index=True,
        column_config=config,
        alt="What a customer brought, by segment",
    )


def cost_on_screen(shown: View, found: Winning) -> pd.DataFrame:
    """Return what new customers cost as it is read."""
    currency, rows = shown.dataset.currency, found.rows
    known = rows["ratio"].notna()
    ranges = zip(rows["ratio"], rows["low"], rows["high"], strict=True)
    times = pd.Series([f"{ratio:.1f} ({low:.1f}–{high:.1f})" for ratio, low, high in ranges]).where(known, "")
    back = pd.Series([words.paid_back(age, found.to_age) for age in rows["payback"]]).where(known, "")
    return pd.DataFrame(
        {
            "Segment": rows["segment"],
            "Spend": [money(amount, currency) for amount in rows["spend"]],
            "New customers": rows["customers"].map(count),
            "Cost of one": [money(amount, currency) if amount > 0 else "no spend" for amount in rows["cac"]],
            "Value ÷ cost": times,
            "Paid back": back,
        }
    )


def triangle(shown: View) -> tuple[pd.DataFrame, str]:
    """Return the cohorts as they are read, projected cells marked, and what to say of them."""
    observed = wide(shown.cohorts, per_customer=True)
    sizes = shown.cohorts.drop_duplicates("cohort").set_index("cohort")["customers"]
    try:
        grown = chain_ladder(wide(shown.cohorts))
        figures, projected = grown.table.div(sizes, axis=0), grown.projected
        said = words.PROJECTED
    except UnsuitableData as error:
        figures, projected = observed, pd.DataFrame(False, observed.index, observed.columns)
        said = words.TOO_FEW_COHORTS if len(observed) < 3 else str(error)
    currency = shown.dataset.currency
    written = {
        f"month {age}": [
            "" if pd.isna(figure) else f"{'~' if guess else ''}{money(figure, currency)}"
            for figure, guess in zip(figures[column], projected[column], strict=True)
        ]
        for age, column in enumerate(figures, start=1)
    }
    people = [count(n) for n in sizes.reindex(figures.index)]
    table = pd.DataFrame({"First order": figures.index, "Customers": people, **written})
    return table.tail(MOST_COHORTS), said


def settings(shown: View) -> list[str]:
    """Return what is set, one setting each."""
    last = shown.bought.until
    day = shown.dataset.as_of
    return [
        f"customers by {shown.offered[shown.by]}",
        f"{words.MEASURES[shown.money]} of the first {words.months(shown.age)}",
        f"whole months up to {period(month_name(last))}",
        "95 % range of an average (Hall)",
        f"against the rest: Bonferroni over the segments of the {shown.proposed} splits tried"
        if shown.proposed > 1
        else "against the rest: Bonferroni over the segments",
        f"faded: fewer than {FADED} customers; called different: from {FEWEST_CUSTOMERS} on",
        f"{day.day} {day:%B %Y}" if day is not None else "",
    ]


def again(shown: View) -> str:
    """Return how many of all customers ordered again."""
    rows = shown.standing.rows
    whole = rows["customers"].sum()
    came = float((rows["again"] * rows["customers"]).sum()) / whole if whole else float("nan")
    return words.came_back(came, int(whole), shown.age)
