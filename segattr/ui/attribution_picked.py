"""Channels the visitor has picked on a picture or in the list, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from segattr.charts.credit_layers import PICKED
from segattr.charts.credit_rows import Page
from segattr.charts.theme import OTHERS
from segattr.reduce.summary import NO_TOUCH
from segattr.ui import segment_sets
from segattr.ui.attribution_controls import PREFIX, held, mirror
from segattr.ui.attribution_pictures import MOST_PICTURES
from segattr.ui.attribution_view import View
from segattr.ui.menu import ROOT
from segattr.ui.text import esc
from segattr.words import attribution as words

CHANNELS: Final = "channels"
DEPTH: Final = "depth"
SEEN, TURNS = "seen", "turns"  # what was pressed in each picture, and how often each was renewed
SEGMENTS: Final = ROOT / "pages" / "segments.py"


def picked(names: Sequence[str]) -> list[str]:
    """Return the channels picked, as far as these data know them."""
    known = set(names)
    return [name for name in held(CHANNELS, []) if name in known]


def depth() -> int:
    """Return how often the visitor has opened ``n others``."""
    return int(held(DEPTH, 0))


def chooser(names: Sequence[str], now: Sequence[str]) -> None:
    """Draw the list of channels to pick from: what pressing a channel in a picture does, by keyboard."""
    mirror(CHANNELS, list(now))
    st.multiselect(
        "Channels in the table",
        list(names),
        key=PREFIX + CHANNELS,
        placeholder="All channels",
        label_visibility="collapsed",
        persist_state="session",
    )


def key_of(place: int) -> str:
    """Return the key of a picture; another one once what was pressed in it no longer holds.

    A picture keeps what was pressed in it and reports only changes: without a new key the same channel could
    not be pressed again.
    """
    return f"{PREFIX}picture.{place}.{held(TURNS, {}).get(place, 0)}"


def take_over() -> None:
    """Take over what was pressed in a picture: a channel is picked, the others open, nothing lets go."""
    for place in range(MOST_PICTURES):
        before, now = held(SEEN, {}).get(place), _pressed_in(place)
        mirror(SEEN, held(SEEN, {}) | {place: now})
        if now is None or now == (before or []):
            continue
        _renew(place)
        if any(OTHERS.fullmatch(name) for name in now):
            _open(depth() + 1)
        else:
            mirror(CHANNELS, now)


def let_go() -> None:
    """Show all channels again."""
    _renew()
    mirror(CHANNELS, [])


def _pressed_in(place: int) -> list[str] | None:
    """Return the channels pressed in a picture; None where the picture has not been drawn yet."""
    event = st.session_state.get(key_of(place))
    if event is None:
        return None
    return [str(row["channel"]) for row in event["selection"].get(PICKED) or [] if "channel" in row]


def _renew(but: int | None = None) -> None:
    """Let the pictures forget what was pressed in them, but for one."""
    seen, turns = held(SEEN, {}), held(TURNS, {})
    old = [place for place, names in seen.items() if names and place != but]
    mirror(TURNS, turns | {place: turns.get(place, 0) + 1 for place in old})
    mirror(SEEN, {place: names for place, names in seen.items() if place not in old})


def _open(to: int) -> None:
    _renew()
    mirror(DEPTH, to)


def trail(page: Page) -> None:
    """Draw the way into the others and back, where there are more channels than a picture holds."""
    if not page.others and not page.before:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if page.before:
            st.button(words.back_to_all(page.before), icon=":material/arrow_back:", on_click=_open, args=(0,))
        if page.others:
            label = words.open_others(page.others)
            st.button(label, icon=":material/unfold_more:", on_click=_open, args=(page.depth + 1,))


def offer(shown: View, now: Sequence[str]) -> None:
    """Draw what can be done with the picked channels: back to all, or a segment of those they met first."""
    if not now:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(words.picked(now, name=esc))
        st.button("All channels", icon=":material/close:", on_click=let_go)
        field = shown.choices.touch_by
        one = now[0] if len(now) == 1 and now[0] != NO_TOUCH else ""
        if one and shown.summary.timed and not shown.source and field != "source_medium":
            label = words.make_segment(one, name=esc)
            if st.button(label, icon=":material/group_add:"):
                segment_sets.start({field: one}, name=words.met_first(one))
                st.switch_page(SEGMENTS)
