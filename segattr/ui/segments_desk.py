"""What is on the desk of the Segments page: the draft, what it began as, and what can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, Final, ParamSpec

import streamlit as st

from segattr.averages.population import Population
from segattr.errors import BadSetting
from segattr.segments.audiences import named_segments
from segattr.segments.cards import Card, renamed
from segattr.segments.registry import read_segmentation, text_of_segmentation
from segattr.segments.rules import LONGEST_NAME, Rules
from segattr.segments.segmentation import Segmentation
from segattr.ui import segment_sets, state
from segattr.ui.choices import SegmentSet
from segattr.ui.segments_draft import Draft
from segattr.ui.segments_starts import each_value

P = ParamSpec("P")
BEGAN: Final = "segattr.segments.began"
UNDO: Final = "segattr.segments.undo"
MOST_UNDONE: Final = 20


@dataclass(frozen=True)
class Step:
    """What stood there before something was taken away, and what that was."""

    said: str
    draft: Draft | None
    sets: tuple[SegmentSet, ...]
    segmentation: str
    cards: tuple[Card, ...] = ()


def draft_for(everybody: Population) -> Draft:
    """Return what is being built; on arriving, what is in use: a set as it is, columns value by value.

    An unchanged draft gives way to what came into use meanwhile; a changed one stays until it is put away.
    """
    found = segment_sets.draft()
    where, began = st.session_state.get(BEGAN, ((), None))
    if found is None or (found == began and where != _place()):
        found = _in_use(everybody)
        st.session_state[BEGAN] = (_place(), found)
        segment_sets.keep(found)
    return found


def _place() -> tuple[str, str, str]:
    """Return what is in use: the data, the segmentation, and what that stands for."""
    choices = state.get()
    return choices.dataset_key, choices.segmentation, segment_sets.text_of(choices)


def edit(how: Callable[Concatenate[Draft, P], Draft], *what: P.args, **more: P.kwargs) -> None:
    """Edit the draft as it stands by now: two widgets may have changed at once.

    Parameters
    ----------
    how : a method of `Draft`, or any function from draft to draft; the rest is what it takes.
    """
    segment_sets.keep(how(segment_sets.draft() or Draft(), *what, **more))


def standing(pressed: Callable[..., None]) -> Callable[..., None]:
    """Return a widget's callback that does nothing where its path leads to another part by now.

    A button pressed while the page is still being drawn tells of the widgets drawn before, too. What they
    were about may have been removed or moved meanwhile; edited would be whatever stands in its place.
    """
    drawn = _places()

    def unless_moved(*what: object) -> None:
        if _places() is drawn:
            pressed(*what)

    return unless_moved


def _places() -> object:
    draft = segment_sets.draft()
    return None if draft is None else draft.places


def take_away(
    said: str, how: Callable[Concatenate[Draft, P], Draft], *what: P.args, **more: P.kwargs
) -> None:
    """Edit the draft so that less is left; `undo` brings it back.

    Parameters
    ----------
    said : what was taken away, in words.
    """
    _remember(said)
    edit(how, *what, **more)


def rename_segment(place: int, name: str) -> None:
    """Give a segment another name; its card follows."""
    draft = segment_sets.draft() or Draft()
    old = draft.names[place]
    edit(Draft.renamed, place, name)
    if name != old:
        cards = renamed(state.get().cards, draft.name, segment=old, segment_to=name)
        state.change(cards=_without(cards, draft, old))


def remove_segment(place: int) -> None:
    """Take a segment out of the draft, and its card with it; `undo` brings both back."""
    draft = segment_sets.draft() or Draft()
    old = draft.rules[place].name
    take_away(f"removed {old}", Draft.without_segment, place)
    state.change(cards=_without(state.get().cards, draft, old))


def rename_set(name: str) -> None:
    """Give the draft another name; the cards of its segments follow."""
    old = (segment_sets.draft() or Draft()).name
    edit(Draft.with_name, name)
    new = (segment_sets.draft() or Draft()).name
    if new != old:
        state.change(cards=renamed(state.get().cards, old, to=new))


def _without(cards: tuple[Card, ...], draft: Draft, segment: str) -> tuple[Card, ...]:
    """Return the cards without that of a segment which is nowhere any more: neither on the desk nor saved."""
    kept = saved(draft)
    labels = named_segments(read_segmentation(kept.definition)) if kept is not None else ()
    if segment in labels:
        return cards
    return tuple(card for card in cards if (card.set, card.segment) != (draft.name, segment))


def replace_all(said: str, draft: Draft) -> None:
    """Go on from another draft; `undo` brings the one before back."""
    _remember(said)
    segment_sets.keep(draft)


def _remember(said: str) -> None:
    choices = state.get()
    step = Step(said, segment_sets.draft(), choices.sets, choices.segmentation, choices.cards)
    st.session_state[UNDO] = (*st.session_state.get(UNDO, ()), step)[-MOST_UNDONE:]


def undoable() -> str:
    """Return what `undo` would bring back, in words; empty where there is nothing."""
    steps: tuple[Step, ...] = st.session_state.get(UNDO, ())
    return steps[-1].said if steps else ""


def undo() -> None:
    """Bring back what was taken away last; nothing where a second press came before the page was drawn."""
    *rest, last = st.session_state.get(UNDO, ()) or (None,)
    if last is None:
        return
    st.session_state[UNDO] = tuple(rest)
    segment_sets.keep(last.draft)
    state.change(sets=last.sets, segmentation=last.segmentation, cards=last.cards)


def saved(draft: Draft) -> SegmentSet | None:
    """Return the saved set this draft is an edition of, by its name."""
    return segment_sets.find(state.get(), draft.name)


def is_saved(draft: Draft) -> bool:
    """Whether the draft stands saved as it is, and all of it is finished."""
    rule, kept = usable(draft)[0], saved(draft)
    whole = rule is not None and (not isinstance(rule, Rules) or rule.rules == draft.rules)
    return whole and kept is not None and rule is not None and kept.definition == text_of_segmentation(rule)


def usable(draft: Draft) -> tuple[Segmentation | None, str]:
    """Return the finished part of the draft, or why there is none that can be used."""
    try:
        return draft.whole, ""
    except BadSetting as error:
        return None, str(error)


def save(rule: Segmentation, *, use: bool) -> None:
    """Keep a set under its name, in place of the one of that name; and use it from here on."""
    choices, new = state.get(), SegmentSet.of(rule)
    names = [each.name for each in choices.sets]
    sets = [new if each.name == new.name else each for each in choices.sets]
    sets = sets if new.name in names else [*sets, new]
    segmentation = segment_sets.MARK + new.name if use else choices.segmentation
    own = set(named_segments(rule))
    cards = tuple(  # those of sets and segments that are gone are let go
        card
        for card in choices.cards
        if (card.set == new.name and card.segment in own) or (card.set != new.name and card.set in names)
    )
    state.change(sets=tuple(sets), segmentation=segmentation, cards=cards)
    draft = segment_sets.draft()
    if use and draft is not None and is_saved(draft):  # from here on it is what came into use, unchanged
        st.session_state[BEGAN] = (_place(), draft)


def save_draft(*, use: bool) -> None:
    """Save what is on the desk by now: it may have a new name since the button that was pressed was drawn."""
    draft = segment_sets.draft()
    rule = usable(draft)[0] if draft is not None else None
    if rule is not None:
        save(rule, use=use)


def delete(name: str) -> None:
    """Let go of a saved set; who used it is one group again."""
    choices = state.get()
    _remember(f"deleted the set {name}")
    segment_sets.keep(None)
    sets = tuple(each for each in choices.sets if each.name != name)
    used = choices.segmentation == segment_sets.MARK + name
    cards = tuple(card for card in choices.cards if card.set != name)
    state.change(sets=sets, segmentation="" if used else choices.segmentation, cards=cards)


def lay_out(name: str) -> None:
    """Put a saved set on the desk."""
    found = segment_sets.find(state.get(), name)
    draft = Draft.of_any(read_segmentation(found.definition)) if found is not None else None
    if draft is not None:
        segment_sets.keep(draft)


def _in_use(everybody: Population) -> Draft:
    choices = state.get()
    text = segment_sets.text_of(choices)
    if choices.segmentation.startswith(segment_sets.MARK) and text:
        draft = Draft.of_any(read_segmentation(text))
        if draft is not None and draft.unit == everybody.unit:
            return draft
    columns = [part.strip() for part in text.split(",")] if not text.startswith("{") else []
    if columns and all(column in everybody.fields for column in columns):
        return each_value(everybody, columns, name=" × ".join(columns)[:LONGEST_NAME])
    return Draft(unit=everybody.unit)
