"""A visit's files and choices as a project, and back; whatever a project says, choices come out sound.

Nothing here draws, remembers or touches the disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any, Final

from segattr.checks.fixes import is_fix
from segattr.errors import SegattrError
from segattr.io.personal import EMAIL
from segattr.project.control import read_control
from segattr.project.layouts import read_layouts
from segattr.project.notes import read_notes
from segattr.project.project import Project, StoredFile
from segattr.project.reviews import read_reviews
from segattr.segments.cards import Card, read_card
from segattr.segments.registry import read_segmentation
from segattr.ui.address import from_parameters, to_parameters
from segattr.ui.choices import Choices, SegmentSet
from segattr.ui.desk import Desk
from segattr.ui.plan_kept import read_plan
from segattr.ui.upload import Correction, Upload, understood

DECIDED: Final = tuple(field.name for field in fields(Correction))
MOST_REMEMBERED: Final = 200  # files, and layouts of files, that are here no longer


def project_of(key: str, desk: Desk, choices: Choices) -> Project:
    """Return the project that holds these files and choices.

    Parameters
    ----------
    key : what it is found under.
    desk : the files; one that could not be read is not kept.
    """
    files = [_stored(upload, hashed=bool(desk.salt)) for upload in desk.uploads if upload.reading is not None]
    settings = {
        "choices": to_parameters(replace(choices, sets=())),
        "sets": [each.definition for each in choices.sets],  # whole, however long
        "chosen": dict(desk.chosen),
        "fixes": list(desk.fixes),
        "plan": choices.plan.to_json(),
        "cards": [{"set": card.set, **card.to_json()} for card in choices.cards],
        "notes": [note.to_json() for note in choices.notes],
        "reviews": [entry.to_json() for entry in choices.reviews],
        "client": choices.client,
        "control": dict(choices.control),
        "layouts": [layout.to_json() for layout in desk.seen],
        "remembered": _decided_before(desk),
    }
    return Project(key, choices.project, tuple(files), settings, desk.salt)


def desk_of(project: Project) -> Desk:
    """Return the project's files, with what was decided about them, yet to be put together."""
    uploads = [
        understood(
            Upload(
                stored.id,
                stored.reading.name,
                stored.reading,
                raw=stored.raw,
                correction=_correction(stored.decided),
            )
        )
        for stored in project.files
    ]
    chosen = project.settings.get("chosen", {})
    chosen = {str(role): str(id) for role, id in dict(chosen).items()}
    fixes = tuple(str(fix) for fix in project.settings.get("fixes", []) if is_fix(str(fix)))
    return Desk(
        tuple(uploads),
        chosen=chosen,
        remembered=_remembered(project.settings.get("remembered")),
        salt=project.salt,
        fixes=fixes,
        layouts=read_layouts(project.settings.get("layouts")),
    )


def choices_of(project: Project) -> Choices:
    """Return what was chosen; settings this version does not know keep their default.

    Examples
    --------
    >>> choices_of(Project("k" * 22, "Shop", settings={"choices": {"lookback": ["90"]}})).lookback_days
    90.0
    """
    settings = project.settings
    choices = from_parameters(
        {name: list(texts) for name, texts in dict(settings.get("choices", {})).items()}
    )
    choices = replace(
        choices, notes=read_notes(settings.get("notes")), client=str(settings.get("client", ""))
    )
    choices = replace(choices, control=tuple(read_control(settings.get("control")).items()))
    choices = replace(choices, cards=_cards(settings.get("cards", [])))
    choices = replace(
        choices, plan=read_plan(settings.get("plan")), reviews=read_reviews(settings.get("reviews"))
    )
    return replace(choices, project=project.name, sets=_sets(settings.get("sets", [])))


def _stored(upload: Upload, *, hashed: bool) -> StoredFile:
    """Return a file to keep; a hashed one without its original, and so without its other parts.

    A Summary has nobody's address in it, and is its original.
    """
    assert upload.reading is not None  # only files that were read are kept
    reading = replace(upload.reading, name=upload.name)
    if hashed and upload.summary is None:
        return StoredFile(upload.id, replace(reading, sheet="", sheets=()), asdict(upload.correction))
    return StoredFile(upload.id, reading, asdict(upload.correction), upload.raw)


def _decided_before(desk: Desk) -> dict[str, dict[str, Any]]:
    """Return what was decided about files that are here no longer; no header that is somebody's address."""
    found = {known: asdict(said) for known, said in desk.remembered.items() if said != Correction()}
    kept = [*found][-MOST_REMEMBERED:]
    return {known: found[known] for known in kept if not EMAIL.search(f"{known} {found[known]}")}


def _remembered(said: object) -> dict[str, Correction]:
    known = said.items() if isinstance(said, dict) else ()
    return {str(name): _correction(each) for name, each in known if isinstance(each, dict)}


def _sets(definitions: object) -> tuple[SegmentSet, ...]:
    found: list[SegmentSet] = []
    for text in definitions if isinstance(definitions, list) else []:
        try:
            found.append(SegmentSet.of(read_segmentation(str(text))))
        except SegattrError:  # a later version's kind of set: the others are still good
            continue
    return tuple(found)


def _cards(said: object) -> tuple[Card, ...]:
    found: list[Card] = []
    for each in said if isinstance(said, list) else []:
        try:
            rest = {name: value for name, value in each.items() if name != "set"}
            found.append(read_card(rest, set_name=each["set"]))
        except (SegattrError, AttributeError, KeyError, TypeError):  # of a later version: the others are good
            continue
    return tuple(found)


def _correction(decided: Mapping[str, Any]) -> Correction:
    return Correction(**{name: decided[name] for name in DECIDED if name in decided})
