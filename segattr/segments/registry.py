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
        ending in ``.json``), the text of one (beginning with a brace), or None for no segments.

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
    if isinstance(wanted, Path) or wanted.endswith(".json"):
        return open_segmentation(Path(wanted))
    if wanted.lstrip().startswith("{"):
        return read_segmentation(wanted)
    columns = tuple(name.strip() for name in wanted.split(",") if name.strip())
    if not columns:
        raise UnknownName("No column was named to make segments by.", name=wanted)
    return Columns(columns)


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

    Raises
    ------
    FileRefused : missing, not JSON, or not a segment definition of this version.
    """
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(LONGEST + 1)
    except FileNotFoundError as error:
        raise FileRefused(
            f"There is no file {path.name}. Check the path of the segment definition."
        ) from error
    except (ValueError, OSError) as error:
        raise FileRefused(f"{path.name} is not a segment definition this version knows.") from error
    return read_segmentation(text, name=path.name)


def read_segmentation(text: str, *, name: str = "The text") -> Segmentation:
    """Return the segmentation that a definition's text says; safe for texts of strangers.

    Parameters
    ----------
    name : where the text comes from, for the message of a refusal.

    Raises
    ------
    FileRefused : not JSON, too long, or not a segment definition of this version.

    Examples
    --------
    >>> read_segmentation('{"format":1,"kind":"columns","columns":["visitor"]}').describe()
    'visitor'
    """
    if len(text) > LONGEST:
        raise FileRefused(f"{name} is longer than any segment definition ({LONGEST:,} characters).")
    try:
        definition = json.loads(text)
        known = definition.get("format") == FORMAT
        rule = SEGMENTATIONS[definition["kind"]](definition) if known else None
    except BadSetting as error:
        raise FileRefused(f"{name} is not a segment definition this version knows. {error}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FileRefused(f"{name} is not a segment definition this version knows.") from error
    if rule is None:
        raise FileRefused(f"{name} is of another format than {FORMAT}; save the definition again.")
    return rule
