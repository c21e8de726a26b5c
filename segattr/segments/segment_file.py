"""One file for all segment sets and what their segments are for, to be shared and used again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from segattr.errors import BadSetting, FileRefused
from segattr.segments.audiences import named_segments
from segattr.segments.cards import Card, of_set, read_card
from segattr.segments.registry import (
    FORMAT,
    REGISTRY,
    definitions_in,
    name_of,
    parsed,
    read_definition,
    text_of_file,
)
from segattr.segments.segmentation import Segmentation

SCHEMA: Final = "schema.json"
KEYS: Final = frozenset({"format", "kind", "made_with", "as_of", "sets"})


@dataclass(frozen=True)
class KeptSet:
    """A segment set with the cards of its segments."""

    rule: Segmentation
    cards: tuple[Card, ...] = ()

    @property
    def name(self) -> str:
        """What the set is called."""
        return name_of(self.rule)


def text_of_segment_file(
    sets: Sequence[Segmentation], cards: Sequence[Card] = (), *, made_with: str = "", as_of: str = ""
) -> str:
    """Return sets and cards as the text of one file, which `read_segment_file` takes.

    Parameters
    ----------
    cards : of any sets; those of others, and of segments that are gone, are left out.
    made_with, as_of : program and version, and the latest day of the data, for whoever reads the file.

    Examples
    --------
    >>> from segattr.segments.columns import Columns
    >>> text = text_of_segment_file([Columns(("visitor",))], [Card("visitor", "new", owner="Ada")])
    >>> [(each.name, [card.owner for card in each.cards]) for each in read_segment_file(text)]
    [('visitor', ['Ada'])]
    """
    about = {"made_with": made_with, "as_of": as_of}
    whole: dict[str, object] = {
        "format": FORMAT,
        "kind": REGISTRY,
        **{key: told for key, told in about.items() if told},
        "sets": [
            {
                "definition": dict[str, object](format=FORMAT, **rule.to_json()),
                "cards": [card.to_json() for card in _own(cards, rule)],
            }
            for rule in sets
        ],
    }
    return json.dumps(whole, indent=1, ensure_ascii=False)


def read_segment_file(text: str, *, name: str = "The text") -> tuple[KeptSet, ...]:
    """Return the sets and cards of a file, or the one set of a file of a single definition.

    Raises
    ------
    FileRefused : not JSON, too long, or not what this version knows.
    """
    definition = parsed(text, name=name)
    if definition.get("kind") != REGISTRY:
        return (KeptSet(read_definition(definition, name=name)),)
    rules = definitions_in(definition, name=name)
    if unknown := [str(key) for key in definition if key not in KEYS]:
        raise FileRefused(f"{name} has {unknown[0]!r:.60}, which this version does not know.")
    entries = zip(rules, definition["sets"], strict=True)
    try:
        return tuple(KeptSet(rule, _cards(entry, name_of(rule))) for rule, entry in entries)
    except (BadSetting, TypeError) as error:
        raise FileRefused(f"{name} holds a card this version does not know. {error}") from error


def open_segment_file(path: str | Path) -> tuple[KeptSet, ...]:
    """Read a file of segment sets and cards.

    Raises
    ------
    FileRefused : missing, not JSON, or not what this version knows.
    """
    return read_segment_file(text_of_file(Path(path)), name=Path(path).name)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the file, and of a single definition."""
    found: dict[str, Any] = json.loads((files("segattr.segments") / SCHEMA).read_text(encoding="utf-8"))
    return found


def _own(cards: Sequence[Card], rule: Segmentation) -> tuple[Card, ...]:
    """Return the set's cards; of columns, whose values nobody knows here, all of them."""
    name, labels = name_of(rule), named_segments(rule)
    return of_set(cards, name, labels or [card.segment for card in cards if card.set == name])


def _cards(entry: dict[str, Any], set_name: str) -> tuple[Card, ...]:
    if unknown := [str(key) for key in entry if key not in ("definition", "cards")]:
        raise BadSetting(f"A set has {unknown[0]!r:.60}, which this version does not know.")
    said = entry.get("cards", [])
    if not isinstance(said, list):
        raise BadSetting("The cards of a set are a list.")
    found = tuple(read_card(each, set_name=set_name) for each in said)
    names = [card.segment for card in found]
    if len(set(names)) < len(names):
        raise BadSetting(f"A segment of {set_name!r:.120} has two cards.")
    return found
