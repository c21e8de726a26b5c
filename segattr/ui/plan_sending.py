"""Sending an audience to a data platform: drawn only where the server's owner set up where to and the key."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import streamlit as st

from segattr.errors import BadSetting, SegattrError
from segattr.io.personal import personal_columns
from segattr.plan.audiences import Audience
from segattr.plan.calls import Call, install_calls, to_lines
from segattr.plan.endpoint import Endpoint, configured
from segattr.plan.sending import Sent, sending
from segattr.ui import plan_audience_view as figures
from segattr.ui.plan_view import View
from segattr.ui.text import esc
from segattr.words import sending as words

SENT, ERROR = "plan.sent", "plan.sent.error"
AUDIENCE, INSTALLS, EMAILS, BUTTON = (
    "plan.send.audience",
    "plan.send.installs",
    "plan.send.emails",
    "plan.send.button",
)


@dataclass(frozen=True)
class Parcel:
    """What is ticked to be sent.

    Attributes
    ----------
    mark : stands for the audience as it is now, and for where it goes.
    """

    mark: str
    audience: bool
    installs: bool

    def size(self, now: View, found: Audience) -> int:
        """Return how many calls these are."""
        return self.audience * 2 * len(found.rows) + self.installs * len(figures.installs(now))

    def calls(self, now: View, found: Audience) -> list[Call]:
        """Return the calls, in the same order every time."""
        of_audience = figures.called(now, found) if self.audience else []
        return [*of_audience, *(install_calls(figures.installs(now)) if self.installs else [])]


@dataclass(frozen=True)
class Kept:
    """How far a parcel got, kept while the visitor stays; nothing of it is saved.

    Attributes
    ----------
    calls : in the parcel. places : those the last attempt was about. sent : how far it got.
    """

    parcel: Parcel
    calls: int
    places: Sequence[int]
    sent: Sent

    @property
    def left(self) -> list[int]:
        """Places of the calls that were never accepted."""
        return [self.places[place] for place in self.sent.left]


def draw(now: View, found: Audience) -> None:
    """Draw the part, or say that nothing is sent from here."""
    try:
        to = configured()
    except BadSetting as error:
        st.warning(esc(error), icon=":material/key_off:")
        return
    if to is None:
        st.caption(words.NOTHING_SENT)
        return
    with st.container(border=True, key="plan.send"):
        st.markdown(words.title(to.host, name=esc))
        st.caption(words.told(figures.told(now), name=esc))
        parcel = _ticked(now, found, to)
        kept = _kept(parcel)
        _button(now, found, to, parcel, kept)
        if kept is not None:
            _outcome(now, found, to, kept)


def _mark(now: View, found: Audience, to: Endpoint) -> str:
    """Return what changes with anything that would be sent, so that a tick never covers something else."""
    of = str(found.rows["segment"].iloc[0])
    about = (to.url, now.dataset.key, now.by, of, found.name, found.control, figures.told(now))
    return hashlib.sha256(repr(about).encode()).hexdigest()[:16]


def _ticked(now: View, found: Audience, to: Endpoint) -> Parcel:
    mark = _mark(now, found, to)
    people, events = len(found.rows), len(figures.installs(now))
    whole = st.checkbox(words.audience(people, esc(found.name)), key=f"{AUDIENCE}.{mark}")
    if whole and personal_columns(found.rows[["customer_id"]]).emails:
        whole = st.checkbox(words.EMAIL_IDS, key=f"{EMAILS}.{mark}")
    paid = bool(events) and st.checkbox(words.installs(events), key=f"{INSTALLS}.{mark}")
    return Parcel(mark, whole, paid)


def _kept(parcel: Parcel) -> Kept | None:
    kept = st.session_state.get(SENT)
    return kept if isinstance(kept, Kept) and kept.parcel == parcel else None


def _button(now: View, found: Audience, to: Endpoint, parcel: Parcel, kept: Kept | None) -> None:
    size = parcel.size(now, found)
    places = kept.left if kept is not None and kept.left else range(size)
    label = words.button(len(places), esc(to.host), left=len(places) < size) if size else words.TICK
    done = kept is not None and not kept.left
    look: Literal["primary", "secondary"] = "secondary" if done else "primary"
    if st.button(label, key=BUTTON, type=look, disabled=not size, icon=":material/send:"):
        _send(now, found, to, parcel, places)
        st.rerun()
    if ERROR in st.session_state:
        st.error(esc(st.session_state.pop(ERROR)))


def _send(now: View, found: Audience, to: Endpoint, parcel: Parcel, places: Sequence[int]) -> None:
    """Send, and keep after each portion how far it got: a visitor may leave at any time."""
    st.caption(words.SENDING)
    bar = st.progress(0.0, text=words.progress(0, len(places)))
    calls = parcel.calls(now, found)
    try:
        for sent in sending([calls[place] for place in places], to):
            st.session_state[SENT] = Kept(parcel, len(calls), places, sent)
            bar.progress(sent.tried / sent.calls, text=words.progress(sent.accepted, sent.calls))
    except SegattrError as error:
        st.session_state[ERROR] = str(error)


def _outcome(now: View, found: Audience, to: Endpoint, kept: Kept) -> None:
    left = kept.left
    told = words.outcome(kept.calls - len(left), kept.calls, kept.sent.reasons, esc(to.host))
    if not left:
        st.success(f"{told} {words.PROOF}", icon=":material/check:")
        return
    st.warning(told, icon=":material/warning:")
    st.download_button(
        words.REST,
        data=partial(_rest, now, found, kept),
        file_name=f"{figures.file_name(found.name)}-left.ndjson",
        mime="application/x-ndjson",
        key="plan.send.rest",
        on_click="ignore",
        icon=":material/download:",
    )


def _rest(now: View, found: Audience, kept: Kept) -> bytes:
    calls = kept.parcel.calls(now, found)
    return to_lines(calls[place] for place in kept.left)
