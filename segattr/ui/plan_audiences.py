"""The Audiences part of the Plan page: a segment's people as lists, and a control held out of them."""

from __future__ import annotations

from functools import partial
from typing import Final

import altair as alt
import pandas as pd
import streamlit as st

from segattr.charts.sizes import sizes_by_segment
from segattr.charts.theme import Mode, ink, segment_colours
from segattr.plan.audiences import Audience
from segattr.plan.hashed import PLATFORMS, to_list
from segattr.ui import notes, parts, plan_readback, plan_sending
from segattr.ui import plan_audience_view as figures
from segattr.ui.pictures import draw_chart
from segattr.ui.plan_view import View, change
from segattr.ui.text import esc
from segattr.ui.typed import hold
from segattr.words import plan_audiences as words
from segattr.words.plan_method import AUDIENCES

OF, CONTROL, CALLED = "plan.audience", "plan.control", "plan.called"
TRAITS, COUNTRY = "plan.traits", "plan.country"
SHOWN: Final = 20
LONGEST_CALLED: Final = 60
LONGEST_CODE: Final = 4


def draw(now: View) -> None:
    """Draw the part."""
    found = figures.chosen(now)
    of = str(found.rows["segment"].iloc[0])
    sizes = len(found.rows), len(found.reached), len(found.held_out)
    st.markdown(words.headline(*sizes, of, name=esc))
    notes.under(words.headline(*sizes, of), words.PICTURE)
    if (several := figures.in_others(now, of)) > 0:
        st.caption(words.in_others(several))
    for warning in _warnings(now, found):
        st.warning(warning, icon=":material/warning:")
    _controls(now, of)
    mode = parts.mode()
    draw_chart(_picture(now, found, mode), key="plan.groups", said=words.PICTURE)
    visible, rate, needed = figures.visible(now, found)
    if len(found.held_out):
        st.caption(words.sizes(visible, rate, needed, len(found.held_out)))
    chips = [*now.settings, f"audience: {found.name}", words.held_out_share(found.control.share)]
    parts.settings_line(chips)
    _list(now, found, chips, mode)
    _platforms(now, found)
    _data_platform(now, found)
    plan_readback.draw(now)
    parts.method(AUDIENCES)


def _warnings(now: View, found: Audience) -> list[str]:
    doubt = figures.doubt(now, found)
    of = str(found.rows["segment"].iloc[0])
    said = [words.unconfirmed(of, doubt, name=esc)] if doubt else []
    return [*said, *filter(None, [figures.taint(now)])]


def _controls(now: View, of: str) -> None:
    st.session_state[OF], st.session_state[CONTROL] = of, now.plan.control
    hold(CALLED, now.plan.called)
    shares = sorted({*words.CONTROLS, now.plan.control})
    with parts.controls():
        whose, held, called = st.columns([4, 3, 3], vertical_alignment="bottom")
        whose.selectbox(
            "Segment", figures.offered(now), key=OF, on_change=lambda: change(audience=st.session_state[OF])
        )
        held.selectbox(
            "Control",
            shares,
            key=CONTROL,
            format_func=words.held_out_share,
            on_change=lambda: change(control=st.session_state[CONTROL]),
            help=words.CONTROL_HELP,
        )
        called.text_input(
            "Called",
            key=CALLED,
            max_chars=LONGEST_CALLED,
            placeholder=of,
            on_change=lambda: change(called=_plain(st.session_state[CALLED])),
            help="Another name draws another control.",
        )


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable()).strip()


def _picture(now: View, found: Audience, mode: Mode) -> alt.LayerChart:
    people = {"to reach": len(found.reached), "held out": len(found.held_out)}
    rows = pd.DataFrame({"segment": list(people), "people": list(people.values())})
    rows = rows.assign(share=rows["people"] / rows["people"].sum())
    of = str(found.rows["segment"].iloc[0])
    hue = segment_colours(figures.offered(now), mode).get(of, ink(mode).others)
    colours = {"to reach": hue, "held out": ink(mode).blended}
    return sizes_by_segment(rows, title=words.PICTURE, colours=colours, mode=mode)


def _list(now: View, found: Audience, chips: list[str], mode: Mode) -> None:
    st.subheader("The list", anchor=False)
    drawn = found.rows.head(SHOWN).rename(columns=lambda name: str(name).replace("_", " ").capitalize())
    st.dataframe(drawn, placeholder="–", hide_index=True, alt="The first people of the list")
    parts.on_paper(drawn, name="audience")
    parts.downloads(
        found.rows,
        name=f"audience-{figures.file_name(found.name)}",
        title=words.PICTURE,
        settings=chips,
        chart=partial(_picture, now, found, mode),
        shares=[],
    )


def _platforms(now: View, found: Audience) -> None:
    """Draw the hashed lists, or why there are none."""
    st.subheader("Lists for ad platforms", anchor=False)
    there = figures.addresses(now)
    if not there.there:
        missing = words.NO_CUSTOMERS if now.dataset.listed is None else words.NO_CONTACTS
        st.info(words.HASHED_ON_IMPORT if there.hashed_on_import else missing, icon=":material/lock:")
        return
    st.caption(words.CONSENT)
    if there.phones:
        hold(COUNTRY, now.plan.country)
        st.text_input(
            "Dialling code of numbers without one",
            key=COUNTRY,
            max_chars=LONGEST_CODE,
            placeholder="49",
            on_change=lambda: change(country="".join(filter(str.isdigit, st.session_state[COUNTRY]))),
            help=words.COUNTRY_HELP,
            width=320,
        )
    for name, platform in PLATFORMS.items():
        lists = {"include": found.reached, "exclude": found.held_out}
        matched = len(figures.match(now, found.reached, name))
        st.caption(words.reach(matched, len(found.reached), platform.title, platform.fewest))
        with st.container(horizontal=True, gap="small"):
            for kind, ids in lists.items():
                st.download_button(
                    f"{platform.title}, {kind}",
                    data=partial(_hashed, now, ids, name),
                    file_name=f"{figures.file_name(found.name)}-{name}-{kind}.csv",
                    mime="text/csv",
                    key=f"plan.{name}.{kind}",
                    on_click="ignore",
                    icon=":material/download:",
                    disabled=not len(ids),
                )


def _hashed(now: View, ids: pd.Series, platform: str) -> bytes:
    return to_list(figures.match(now, ids, platform))


def _data_platform(now: View, found: Audience) -> None:
    """Draw the calls for a customer data platform."""
    st.subheader("Calls for a data platform", anchor=False)
    st.caption(words.CALLS_HELP)
    offered = figures.traits(now)
    if offered:
        st.session_state[TRAITS] = [name for name in now.plan.traits if name in offered]
        st.multiselect(
            "Traits to tell",
            offered,
            key=TRAITS,
            on_change=lambda: change(traits=tuple(st.session_state[TRAITS])),
            placeholder="None but the segment",
            help=words.TRAITS_HELP,
        )
    name = figures.file_name(found.name)
    files = {words.CALLS: (partial(figures.calls, now, found), f"{name}-calls.json")}
    if len(figures.installs(now)):
        files[words.INSTALLS] = (partial(figures.installs_as_calls, now), "install-attributed.json")
    with st.container(horizontal=True, gap="small"):
        for label, (make, file) in files.items():
            st.download_button(
                label,
                data=make,
                file_name=file,
                mime="application/json",
                key=f"plan.{file}",
                on_click="ignore",
                icon=":material/download:",
            )
    plan_sending.draw(now, found)
