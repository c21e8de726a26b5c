"""The builder: segments, groups and conditions as ordinary widgets, each edit giving a new draft.

Widgets show the draft, not the other way round: what a widget holds is set before it is drawn, so that
undoing, reordering and opening a file need no more than another draft.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final, cast

import streamlit as st

from segattr.averages.population import Population
from segattr.segments.conditions import HOWS, Condition, Group, Part
from segattr.segments.overlapping import MOST_AUDIENCES
from segattr.segments.rules import LONGEST_NAME, Rule
from segattr.segments.sequences import Sequence
from segattr.segments.times import Times
from segattr.ui import segments_desk as desk
from segattr.ui.segments_condition import condition
from segattr.ui.segments_draft import Draft, Path
from segattr.ui.segments_mode import is_full, mode
from segattr.ui.segments_sequence import Edit, beginning, sequence
from segattr.ui.segments_times import beginning as beginning_times
from segattr.ui.segments_times import times
from segattr.ui.text import esc
from segattr.ui.typed import hold
from segattr.words import segments as words
from segattr.words import segments_sequence, segments_times
from segattr.words.averages_speech import Speech

PREFIX: Final = "segments."
DEEPEST: Final = 3  # groups inside each other that the page draws; a file may hold more
NEW: Final = Group("all", (Condition("", "is"),))
Rows = Mapping[str, Mapping[Hashable, Any]]
Beneath = Callable[[int, str], None]


def builder(everybody: Population, draft: Draft, rows: Rows, beneath: Beneath, *, speech: Speech) -> None:
    """Draw every segment of the draft with its size and rate, and everyone else.

    Parameters
    ----------
    rows : segment -> its row of `segattr.averages.segment_sizes.SegmentSizes.rows`; the unfinished have none.
    beneath : draws what stands under a segment, given its place and its name.
    speech : what those who count did.
    """
    mode(draft)
    for place, rule in enumerate(draft.rules):
        with st.container(border=True, key=f"{PREFIX}segment-{place}"):
            _head(draft, place, rule)
            _size(everybody, rows.get(rule.name), speech)
            _group(everybody, (place,), rule.who)
            beneath(place, rule.name)
    full = is_full(draft)
    st.button(
        words.ADD[draft.mode],
        icon=":material/add:",
        on_click=lambda: desk.edit(
            Draft.with_segment, f"{words.ONE[draft.mode]} {len(draft.rules) + 1}", NEW
        ),
        key=PREFIX + "add",
        disabled=full,
        help=words.NO_MORE.format(most=MOST_AUDIENCES) if full else None,
    )
    if draft.rules:
        with st.container(border=True, key=PREFIX + "others-box"):
            _text(
                "Everyone else is called",
                draft.others,
                "others",
                lambda text: desk.edit(Draft.with_others, text),
            )
            _size(everybody, rows.get(draft.others), speech, others=True)


def _head(draft: Draft, place: int, rule: Rule) -> None:
    key = f"{place}.name"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _text(
            f"{words.ONE[draft.mode]} {place + 1}",
            rule.name,
            key,
            desk.standing(partial(desk.rename_segment, place)),
        )
        with st.container(horizontal=True, width="content"):
            for name, by, icon in (("Earlier", -1, "arrow_upward"), ("Later", 1, "arrow_downward")):
                st.button(
                    name,
                    icon=f":material/{icon}:",
                    type="tertiary",
                    help=words.ORDER_HELP[draft.mode],
                    key=f"{PREFIX}{place}.{name.lower()}",
                    disabled=not 0 <= place + by < len(draft.rules),
                    on_click=desk.standing(partial(desk.edit, Draft.moved, place, by)),
                )
            st.button(
                "Remove",
                icon=":material/delete:",
                type="tertiary",
                key=f"{PREFIX}{place}.remove",
                on_click=desk.standing(partial(desk.remove_segment, place)),
            )


def _size(
    everybody: Population, row: Mapping[Hashable, Any] | None, speech: Speech, *, others: bool = False
) -> None:
    if row is None and others:
        st.caption(words.WAITING)
    elif others and row is not None and not row["people"]:
        st.markdown(words.NOBODY_ELSE)
    elif row is None:
        st.caption(words.UNFINISHED)
    else:
        told = words.line(row, unit=everybody.unit, rated=everybody.rated, name=esc, speech=speech)
        st.markdown(told)


def _group(everybody: Population, path: Path, group: Group) -> None:
    """Draw a group: how its parts join, the parts, and what may be added."""
    key = _key(path)
    if len(group.parts) > 1 or group.how != "all" or len(path) > 1:
        _how(path, group)
    for place, part in enumerate(group.parts):
        _part(everybody, (*path, place), part)
    with st.container(horizontal=True):
        st.button(
            "Add a condition",
            icon=":material/add:",
            type="tertiary",
            key=f"{key}.more",
            on_click=desk.standing(lambda: desk.edit(Draft.with_more, path, Condition("", "is"))),
        )
        if everybody.unit == "customer" and everybody.work_out is not None:
            st.button(
                segments_sequence.ADD,
                icon=":material/timeline:",
                type="tertiary",
                key=f"{key}.sequence",
                help=segments_sequence.ADD_HELP,
                on_click=desk.standing(lambda: desk.edit(_with_new, path, beginning)),
            )
            st.button(
                segments_times.ADD,
                icon=":material/tag:",
                type="tertiary",
                key=f"{key}.times",
                help=segments_times.ADD_HELP,
                on_click=desk.standing(lambda: desk.edit(_with_new, path, beginning_times)),
            )
        if len(path) < DEEPEST:
            st.button(
                "Add a group",
                icon=":material/data_array:",
                type="tertiary",
                key=f"{key}.group",
                help="Conditions that are asked together, such as any of them",
                on_click=desk.standing(lambda: desk.edit(Draft.with_more, path, replace(NEW, how="any"))),
            )
        if len(path) > 1:
            st.button(
                "Remove the group",
                icon=":material/close:",
                type="tertiary",
                key=f"{key}.drop",
                on_click=desk.standing(lambda: desk.take_away("removed a group", Draft.without_part, path)),
            )


def _how(path: Path, group: Group) -> None:
    key = f"{_key(path)}.how"
    st.session_state[key] = group.how
    st.segmented_control(
        "Who is in",
        HOWS,
        key=key,
        required=True,
        format_func=lambda how: words.HOW[how],
        label_visibility="collapsed",
        on_change=desk.standing(lambda: desk.edit(Draft.with_how, path, st.session_state[key])),
    )


def _part(everybody: Population, path: Path, part: Part) -> None:
    if isinstance(part, Group):
        with st.container(border=True, key=f"{_key(path)}.box"):
            _group(everybody, path, part)
    elif isinstance(part, Condition):
        condition(everybody, path, part, key=_key(path))
    elif isinstance(part, Sequence):
        sequence(
            part,
            key=_key(path),
            changed=desk.standing(partial(_edit_sequence, path)),
            remove=desk.standing(lambda: desk.take_away("removed a sequence", Draft.without_part, path)),
        )
    elif isinstance(part, Times):
        times(
            part,
            key=_key(path),
            changed=desk.standing(partial(_edit_times, path)),
            remove=desk.standing(lambda: desk.take_away("removed a count", Draft.without_part, path)),
        )
    else:
        st.text(part.describe())


def _with_new(draft: Draft, path: Path, begun: Callable[[], Part]) -> Draft:
    """Return the draft with a part more, in place of a condition that nobody has begun."""
    parts = cast(Group, draft.part(path)).parts
    blank = len(parts) == 1 and parts[0] == Condition("", "is")
    cleared = draft.without_part((*path, 0)) if blank else draft
    return cleared.with_more(path, begun())


def _edit_sequence(path: Path, how: Edit) -> None:
    desk.edit(Draft.with_edited, path, lambda part: how(part) if isinstance(part, Sequence) else part)


def _edit_times(path: Path, how: Callable[[Times], Times]) -> None:
    desk.edit(Draft.with_edited, path, lambda part: how(part) if isinstance(part, Times) else part)


def _text(label: str, shown: str, name: str, changed: Callable[[str], None]) -> None:
    key = PREFIX + name
    hold(key, shown)
    st.text_input(label, key=key, max_chars=LONGEST_NAME, on_change=lambda: changed(st.session_state[key]))


def _key(path: Path) -> str:
    return PREFIX + ".".join(map(str, path))
