"""What a saved project settled, for next quarter's files: without its tables, and without the app."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pandas as pd

from segattr.attribution.registry import MODELS, find_models
from segattr.checks.fixes import is_fix
from segattr.data.layout import Layout
from segattr.errors import FileRefused, SegattrError
from segattr.project.control import read_control
from segattr.project.folder import read_page
from segattr.project.layouts import read_layouts
from segattr.project.manifest import from_json
from segattr.project.notes import Note, read_notes
from segattr.project.packed import unpack
from segattr.project.project import Project
from segattr.reduce.door import TOUCH_BY
from segattr.reduce.window import Window
from segattr.segments.cards import Card, read_card
from segattr.segments.registry import read_segmentation
from segattr.segments.segmentation import Segmentation
from segattr.words.report_sections import SECTIONS

Texts = Mapping[str, Sequence[str]]
USUAL: Final = ("first", "last", "linear", "time_decay")  # what the app starts with
WEIGHTS: Final = ("30", "40", "30")
SPLIT: Final = ("u_shaped", "w_shaped", "full_path", "j_shaped", "inverse_j", "custom")
VARIANTS: Final = {**dict.fromkeys(SPLIT, ("split",)), "markov": ("pooled",), "shapley": ("rate", "pooled")}
# Setting of a window -> its name in a project's page, and how its texts are read.
WINDOW: Final[dict[str, tuple[str, Callable[[Sequence[str]], Any]]]] = {
    "lookback_days": ("lookback", lambda texts: float(texts[0])),
    "half_life_days": ("half_life", lambda texts: float(texts[0])),
    "direct": ("direct", lambda texts: tuple(text for text in texts if text)),
    "reuse": ("reuse", lambda texts: texts[0] == "1"),
    "open_journeys": ("open", lambda texts: texts[0]),
    "markov_order": ("order", lambda texts: int(texts[0])),
    "repeats": ("repeats", lambda texts: texts[0]),
}


@dataclass(frozen=True)
class Remembered:
    """What a project settled.

    Attributes
    ----------
    name : of the project.
    segment_by : the segmentation in use, None for everybody as one.
    models : as `segattr.attribute` takes them.
    window, touch_by : as `segattr.summarise` takes them.
    mapping, date_order : by role, as `segattr.load` takes them; columns are named by their header.
    salt : what e-mails and phone numbers are hashed with; empty where they are not.
    fixes : of the audit, applied on the visitor's word.
    sections : of the report, none for all.
    notes : what people wrote down.
    control : month -> its revenue as finance has it.
    client : whose report it is; empty where the project's name says it.
    cards : what the segments in use are for, by segment.
    layouts : the columns of its files, so that a new file with others is noticed.

    Examples
    --------
    >>> Remembered().window.lookback_days
    30
    """

    name: str = ""
    segment_by: Segmentation | str | None = None
    models: tuple[str, ...] = USUAL
    window: Window = field(default_factory=Window)
    touch_by: str = "channel"
    mapping: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    date_order: Mapping[str, str] = field(default_factory=dict)
    salt: str = ""
    fixes: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    control: Mapping[str, float] = field(default_factory=dict)
    client: str = ""
    cards: Mapping[str, Card] = field(default_factory=dict)
    layouts: tuple[Layout, ...] = ()


def remembered(place: Path) -> Remembered:
    """Return what the project at a place settled.

    Parameters
    ----------
    place : a project's folder, or the file it was downloaded as (``.segattr``).

    Raises
    ------
    FileRefused : no project is there, it is damaged, or of a later version.
    UnknownName : the folder holds no project.
    """
    if place.is_dir():
        return remembered_of(from_json(read_page(place), lambda _: pd.DataFrame(), lambda _: b""))
    if not place.is_file():
        raise FileRefused(
            f"There is no project at {place}. Name its folder or its .segattr file, or - for none."
        )
    with place.open("rb") as file:
        return remembered_of(unpack(file))


def remembered_of(project: Project) -> Remembered:
    """Return what a project settled; what this version does not know keeps its default."""
    settings = project.settings
    choices = {
        str(name): [str(text) for text in texts] for name, texts in settings.get("choices", {}).items()
    }
    touch_by = choices.get("by", ["channel"])[0]
    return Remembered(
        project.name,
        _segments(choices, settings.get("sets", [])),
        _models(choices),
        _window(choices),
        touch_by if touch_by in TOUCH_BY else "channel",
        *_decided(project),
        salt=project.salt,
        fixes=tuple(str(fix) for fix in settings.get("fixes", []) if is_fix(str(fix))),
        sections=tuple(name for name in SECTIONS if name in choices.get("sections", ())),
        notes=read_notes(settings.get("notes")),
        control=read_control(settings.get("control")),
        client=" ".join(str(settings.get("client", "")).split()),
        cards=_cards(choices, settings.get("cards", [])),
        layouts=read_layouts(settings.get("layouts")),
    )


def _segments(choices: Texts, definitions: Sequence[object]) -> Segmentation | str | None:
    wanted = next(iter(choices.get("segments", [])), "")
    if not wanted.startswith("@"):
        return wanted or None
    for text in definitions:
        try:
            rule = read_segmentation(str(text))
        except SegattrError:  # a later version's kind of set: the others are still good
            continue
        if (getattr(rule, "name", "") or rule.describe()) == wanted.removeprefix("@"):
            return rule
    return None


def _cards(choices: Texts, said: object) -> dict[str, Card]:
    """Return what the segments of the set in use are for; what is no card is left out."""
    wanted = next(iter(choices.get("segments", [])), "").removeprefix("@")
    own = [each for each in said if isinstance(each, dict)] if isinstance(said, list) else []
    found: dict[str, Card] = {}
    for each in own:
        with suppress(SegattrError, TypeError):
            card = read_card({name: value for name, value in each.items() if name != "set"}, set_name=wanted)
            if each.get("set") == wanted:
                found[card.segment] = card
    return found


def _models(choices: Texts) -> tuple[str, ...]:
    asked = choices.get("models", USUAL)
    names = tuple(name for name in MODELS if name in asked) or USUAL
    weights, variants = choices.get("custom", WEIGHTS), choices.get("variants", ())
    try:
        made = tuple(_with_settings(name, weights, variants) for name in names)
        find_models(made)
    except SegattrError:  # nonsense in the page: the plain models
        return names
    return made


def _with_settings(name: str, weights: Sequence[str], variants: Sequence[str]) -> str:
    settings = [*weights] if name == "custom" else []
    settings += [way for way in VARIANTS.get(name, ()) if way in variants]
    if settings == ["pooled"] and MODELS[name].additive:  # it is the same either way
        settings = []
    return f"{name}={'/'.join(settings)}" if settings else name


def _window(choices: Texts) -> Window:
    known: dict[str, Any] = {}
    for setting, (name, read) in WINDOW.items():
        try:
            known[setting] = read(choices[name])
            Window(**{setting: known[setting]})
        except (KeyError, ValueError, IndexError):  # absent, or nonsense: the default stands
            known.pop(setting, None)
    return Window(**known)


def _decided(project: Project) -> tuple[dict[str, dict[str, str | None]], dict[str, str]]:
    """Return mapping and order of dates by role, as they were decided file by file."""
    mapping: dict[str, dict[str, str | None]] = {}
    order: dict[str, str] = {}
    for stored in project.files:
        role, columns = stored.decided.get("role"), dict(stored.decided.get("columns") or {})
        roles = [role] if role else list(columns)
        mapping |= {each: dict(columns[each]) for each in roles if each in columns}
        if stored.decided.get("date_order"):
            order |= dict.fromkeys(roles, str(stored.decided["date_order"]))
    return mapping, order
