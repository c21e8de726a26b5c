"""Every kind of segmentation, by the name its saved definition carries."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from segattr.errors import BadSetting, FileRefused, UnknownName
from segattr.segments.clusters import read_clusters
from segattr.segments.columns import Columns
from segattr.segments.definitions import read_rules
from segattr.segments.scores import read_scores
from segattr.segments.segmentation import Segmentation
from segattr.segments.top import read_top

FORMAT = 1
LONGEST = 200_000  # characters of a definition
LONGEST_FILE = 2_000_000  # characters of a file of several
REGISTRY = "registry"  # the kind of such a file, see `segattr.segments.segment_file`
FILE = ".json"

SEGMENTATIONS: dict[str, Callable[[dict[str, Any]], Segmentation]] = {
    "columns": lambda definition: _columns(definition["columns"]),
    "rules": read_rules,
    "scores": read_scores,
    "top": read_top,
    "clusters": read_clusters,
}


def _columns(names: object) -> Columns:
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise ValueError(names)
    return Columns(tuple(names))


def find_segmentation(wanted: Segmentation | str | Path | None) -> Segmentation | None:
    """Turn what a user names into a segmentation.

    Parameters
    ----------
    wanted : a column name, several joined by commas, a `Segmentation`, the path of a saved definition (a file
        ending in ``.json``; of a file of several sets ``file.json#name of the set``), the text of one
        (beginning with a brace), or None for no segments.

    Raises
    ------
    UnknownName, FileRefused : nothing was named, or the definition cannot be read.

    Examples
    --------
    >>> find_segmentation("visitor, device").describe()
    'visitor × device'
    """
    if wanted is None or isinstance(wanted, Segmentation):
        return wanted
    if isinstance(wanted, Path) or is_path(wanted):
        return open_segmentation(Path(wanted))
    if wanted.lstrip().startswith("{"):
        return read_segmentation(wanted)
    columns = tuple(name.strip() for name in wanted.split(",") if name.strip())
    if not columns:
        raise UnknownName("No column was named to make segments by.", name=wanted)
    return Columns(columns)


def is_path(wanted: str) -> bool:
    """Whether what was named is a file: of one definition, or of several with the name of one behind it.

    Examples
    --------
    >>> is_path("a.json"), is_path("a.json#My set"), is_path("visitor")
    (True, True, False)
    """
    return wanted.endswith(FILE) or f"{FILE}#" in wanted


def text_of_segmentation(segmentation: Segmentation, *, indent: int | None = None) -> str:
    """Return a definition as JSON text, which `find_segmentation` takes.

    Parameters
    ----------
    indent : blanks per level, for a file that people read; None for one short line.

    Examples
    --------
    >>> text_of_segmentation(Columns(("visitor",)))
    '{"format":1,"kind":"columns","columns":["visitor"]}'
    """
    apart = (",", ":") if indent is None else None
    definition = {"format": FORMAT, **segmentation.to_json()}
    return json.dumps(definition, indent=indent, separators=apart, ensure_ascii=False)


def save_segmentation(segmentation: Segmentation, path: str | Path) -> Path:
    """Write a definition as JSON, to be applied to another export."""
    target = Path(path)
    text = text_of_segmentation(segmentation, indent=1)
    part = target.with_name(target.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(target)
    return target


def open_segmentation(path: Path) -> Segmentation:
    """Read a saved definition.

    Parameters
    ----------
    path : of the file; ``file.json#name`` for one set of several.

    Raises
    ------
    FileRefused : missing, not JSON, or not a segment definition of this version.
    UnknownName : the file holds several sets, and none of this name.
    """
    place, mark, wanted = str(path).partition(f"{FILE}#")
    path = Path(place + FILE) if mark else path
    return read_segmentation(text_of_file(path), name=path.name, wanted=wanted)


def text_of_file(path: Path) -> str:
    """Return the text of a file of definitions, however long as one may be.

    Raises
    ------
    FileRefused : it is missing, or no text.
    """
    try:
        with path.open(encoding="utf-8") as file:
            return file.read(LONGEST_FILE + 1)
    except FileNotFoundError as error:
        raise FileRefused(
            f"There is no file {path.name}. Check the path of the segment definition."
        ) from error
    except (ValueError, OSError) as error:
        raise FileRefused(f"{path.name} is not a segment definition this version knows.") from error


def read_segmentation(text: str, *, name: str = "The text", wanted: str = "") -> Segmentation:
    """Return the segmentation that a definition's text says; safe for texts of strangers.

    Parameters
    ----------
    name : where the text comes from, for the message of a refusal.
    wanted : which set of a file of several; empty for the only one.

    Raises
    ------
    FileRefused : not JSON, too long, or not a segment definition of this version.
    UnknownName : there are several sets, and none of this name.

    Examples
    --------
    >>> read_segmentation('{"format":1,"kind":"columns","columns":["visitor"]}').describe()
    'visitor'
    """
    definition = parsed(text, name=name)
    if definition.get("kind") == REGISTRY:
        sets = {name_of(each): each for each in definitions_in(definition, name=name)}
        return sets[_only(list(sets), wanted, name=name)]
    found = read_definition(definition, name=name)
    if wanted and wanted != name_of(found):
        raise UnknownName(
            f"{name} holds one set, {name_of(found)!r}, and none called {wanted!r}.", name=wanted
        )
    return found


def parsed(text: str, *, name: str) -> dict[str, Any]:
    """Return what a text says as JSON, no longer than definitions are.

    Raises
    ------
    FileRefused : it is no JSON, or too long.
    """
    if len(text) > LONGEST_FILE:
        raise FileRefused(f"{name} is longer than any segment definition ({LONGEST_FILE:,} characters).")
    try:
        definition = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FileRefused(f"{name} is not a segment definition this version knows.") from error
    if not isinstance(definition, dict):
        raise FileRefused(f"{name} is not a segment definition this version knows.")
    if definition.get("kind") != REGISTRY and len(text) > LONGEST:
        raise FileRefused(f"{name} is longer than any segment definition ({LONGEST:,} characters).")
    if definition.get("format") != FORMAT:
        raise FileRefused(f"{name} is of another format than {FORMAT}; save the definition again.")
    return definition


def read_definition(definition: dict[str, Any], *, name: str) -> Segmentation:
    """Return the segmentation that one definition says.

    Raises
    ------
    FileRefused : it says none that this version knows.
    """
    try:
        return SEGMENTATIONS[definition["kind"]](definition)
    except BadSetting as error:
        raise FileRefused(f"{name} is not a segment definition this version knows. {error}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FileRefused(f"{name} is not a segment definition this version knows.") from error


def definitions_in(definition: dict[str, Any], *, name: str) -> list[Segmentation]:
    """Return the sets of a file of several, in order.

    Raises
    ------
    FileRefused : it holds none, two of one name, or something that is no set.
    """
    sets = definition.get("sets")
    if not isinstance(sets, list) or not sets or not all(isinstance(each, dict) for each in sets):
        raise FileRefused(f"{name} holds no list of segment sets.")
    inner = [each.get("definition") for each in sets]
    if not all(isinstance(each, dict) and each.get("format") == FORMAT for each in inner):
        raise FileRefused(f"{name} holds a set of another format than {FORMAT}; save the sets again.")
    found = [read_definition(each, name=name) for each in inner]
    names = [name_of(each) for each in found]
    if again := [each for each in names if names.count(each) > 1]:
        raise FileRefused(f"{name} holds two sets called {again[0]!r}. Rename one of them.")
    return found


def name_of(rule: Segmentation) -> str:
    """Return what a set is called: its name, or what it says.

    Examples
    --------
    >>> name_of(Columns(("visitor", "device")))
    'visitor × device'
    """
    return getattr(rule, "name", "") or rule.describe()


def _only(names: list[str], wanted: str, *, name: str) -> str:
    if wanted in names or (not wanted and len(names) == 1):
        return wanted or names[0]
    asked = (
        f"none called {wanted!r}" if wanted else f"which is meant is not said; add one as {name}#{names[0]}"
    )
    raise UnknownName(
        f"{name} holds the sets {', '.join(map(repr, names))}, and {asked}.", name=wanted, known=names
    )
