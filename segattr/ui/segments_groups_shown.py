"""What groups found by k-means are like, on the Segments page: a heat map, from above, and as plain rules."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from textwrap import wrap
from typing import Any, Final

import altair as alt
import pandas as pd
import streamlit as st

from segattr.averages.segment_sizes import SegmentSizes
from segattr.charts.grid import grid
from segattr.charts.plane import groups_in_plane
from segattr.charts.theme import Mode, segment_colours
from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.segments.clusters import Clusters
from segattr.segments.clusters_profile import heat
from segattr.segments.rules import LONGEST_NAME, Rules
from segattr.ui import parts
from segattr.ui import segments_desk as desk
from segattr.ui import segments_groups_store as work
from segattr.ui import segments_shown as shown
from segattr.ui.pictures import draw_chart
from segattr.ui.segments_draft import Draft
from segattr.ui.segments_groups import PREFIX
from segattr.ui.text import esc
from segattr.words import clusters_page as words
from segattr.words.numbers import percent
from segattr.words.segments import field_title

PART: Final = PREFIX + "part"
LINE: Final = 12  # letters; what a cell is wide on a phone


def beneath(dataset: Dataset, draft: Draft, found: SegmentSizes) -> None:
    """Draw what is known of the groups, one part at a time; nothing for any other kind of set."""
    made = draft.made
    if not isinstance(made, Clusters):
        return
    with st.container(key="segments-groups"):
        st.subheader(words.PART, anchor=False)
        part = st.segmented_control(
            words.PART,
            list(words.PARTS),
            key=PART,
            default="like",
            required=True,
            format_func=lambda name: words.PARTS[name],
            label_visibility="collapsed",
            persist_state="session",
        )
        if part == "plane":
            _from_above(dataset, made, found)
        elif part == "rules":
            _as_rules(dataset, made)
        else:
            _like(dataset, made, shown.settings(dataset, made, found))


def _like(dataset: Dataset, made: Clusters, chips: list[str]) -> None:
    usual = work.profile(dataset, made)
    chart = heat_map(made.of(dataset), usual, parts.mode())
    if chart is not None:
        draw_chart(chart, key=PREFIX + "heat", said=f"{words.PROFILE} {words.PROFILE_SAID}")
    st.caption(words.PROFILE_SAID)
    rows = table(dataset, made, usual)
    st.dataframe(
        rows, placeholder="–", hide_index=True, height="content", alt=words.PROFILE, column_config=_counted()
    )
    parts.on_paper(rows, name="groups")
    parts.downloads(usual, name="groups", title=words.PROFILE, settings=chips, chart=chart)


def heat_map(rule: Clusters, usual: pd.DataFrame, mode: Mode) -> alt.LayerChart | None:
    """Draw groups by fields of numbers; None where there is no such field, or nobody in a group."""
    cells = heat(rule).merge(usual[["group", "field", "known", "median"]], on=["group", "field"])
    cells = cells[cells["known"] > 0]
    if not len(cells):
        return None
    marks = cells.assign(
        row=cells["group"],
        column=["\n".join(wrap(field_title(str(field)), LINE)) for field in cells["field"]],
        figure=cells["z"],
        words=[words.figure(float(median)) for median in cells["median"]],
        people=cells["known"],
        sure=True,
    )
    return grid(marks, title=words.PROFILE, across="", mode=mode, around=0.0)


def table(dataset: Dataset, made: Clusters, usual: pd.DataFrame) -> pd.DataFrame:
    """Return a row per group as it is read: people, how stable it is, what is usual in every field."""
    back = work.stability(dataset, made)
    rows: list[dict[str, object]] = []
    for group in made.labels_in_order:
        own: list[dict[Any, Any]] = usual[usual["group"] == group].to_dict("records")
        if own:
            place = made.names.index(group) if group in made.names else None
            jaccard = back.jaccard[place] if back is not None and place is not None else None
            head = {"group": group, "customers": own[0]["customers"], "share": percent(own[0]["share"])}
            known = {field_title(str(row["field"])): words.typical(row) for row in own}
            rows.append(
                {**head, **known, words.STABLE: words.stability(jaccard) if place is not None else ""}
            )
    return pd.DataFrame(rows)


def _from_above(dataset: Dataset, made: Clusters, found: SegmentSizes) -> None:
    seen = work.plane(dataset, made)
    if not seen.customers:
        st.info(words.TOO_FEW_HERE)
        return
    mode = parts.mode()
    across, up = (words.axis(way, part) for way, part in zip(words.WAYS_DRAWN, seen.shares, strict=True))
    hues = shown.hues(found, mode)
    if not all(name in hues for name in seen.points["group"]):
        hues = segment_colours(made.labels_in_order, mode)
    colours = {name: hues[name] for name in made.names if name in hues}
    points = seen.points[seen.points["group"].isin(list(colours))]
    chart = groups_in_plane(
        points,
        seen.fields.loc[points.index].rename(columns=lambda name: field_title(str(name))),
        axes=(across, up),
        colours=colours,
        title=words.PLANE,
        mode=mode,
    )
    said = words.plane_said(seen)
    draw_chart(chart, key=PREFIX + "plane", said=f"{words.PLANE} {said}")
    st.caption(esc(said))


def _as_rules(dataset: Dataset, made: Clusters) -> None:
    try:
        found = work.as_rules(dataset, made)
    except UnsuitableData as error:
        st.info(esc(str(error)))
        return
    people = int(found.groups["customers"].sum())
    st.markdown(words.by_rules(found.fidelity, people, good=found.good))
    rows = rules_table(found.groups, found.rules)
    st.dataframe(
        rows.drop(columns="rule"),
        placeholder="–",
        hide_index=True,
        height="content",
        alt=words.PARTS["rules"],
        column_config=_helped(),
    )
    for name, rule in zip(rows["group"], rows["rule"], strict=True):
        st.caption(f"**{esc(name)}**: {esc(rule)}")
    parts.on_paper(rows, name="groups-rules")
    st.button(
        words.TAKE_RULES,
        icon=":material/edit:",
        key=PREFIX + "as-rules",
        help=words.TAKE_RULES_HELP,
        on_click=partial(_take, made, found.rules),
    )


def rules_table(groups: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return a row per group: how well its rule finds it, and the rule in words."""
    by_name = {rule.name: rule.who.describe() for rule in rules.rules}
    return pd.DataFrame(
        {
            "group": groups["group"],
            "customers": groups["customers"],
            "by the rule": groups["by_rules"],
            "precision": [percent(value) for value in groups["precision"]],
            "recall": [percent(value) for value in groups["recall"]],
            "rule": [by_name.get(str(name), words.NO_RULE) for name in groups["group"]],
        }
    )


def _counted() -> dict[str, Any]:
    number = st.column_config.NumberColumn
    return {name: number(name, format="localized") for name in ("customers", "by the rule")}


def _helped() -> dict[str, Any]:
    column = st.column_config.Column
    return {
        **_counted(),
        "precision": column("precision", help=words.PRECISION),
        "recall": column("recall", help=words.RECALL),
    }


def _take(made: Clusters, rules: Rules) -> None:
    name = words.RULES_NAME.format(name=made.name[: LONGEST_NAME - 12])
    desk.replace_all(words.RULES_TAKEN, Draft.of(replace(rules, name=name)))
