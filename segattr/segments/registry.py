"""Every kind of segmentation, by the name its saved definition carries."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from segattr.errors import FileRefused, UnknownName
from segattr.segments.columns import Columns
from segattr.segments.segmentation import Segmentation

FORMAT = 1

SEGMENTATIONS: dict[str, Callable[[dict[str, Any]], Segmentation]] = {
    "columns": lambda definition: _columns(definition["columns"]),
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
        ending in ``.json``), or None for no segments.

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
    columns = tuple(name.strip() for name in wanted.split(",") if name.strip())
    if not columns:
        raise UnknownName("No column was named to make segments by.", name=wanted)
    return Columns(columns)


def save_segmentation(segmentation: Segmentation, path: str | Path) -> Path:
    """Write a definition as JSON, to be applied to another export."""
    target = Path(path)
    text = json.dumps({"format": FORMAT, **segmentation.to_json()}, indent=1, ensure_ascii=False)
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
        definition = json.loads(path.read_text(encoding="utf-8"))
        known = definition.get("format") == FORMAT
        rule = SEGMENTATIONS[definition["kind"]](definition) if known else None
    except FileNotFoundError as error:
        raise FileRefused(
            f"There is no file {path.name}. Check the path of the segment definition."
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise FileRefused(f"{path.name} is not a segment definition this version knows.") from error
    if rule is None:
        raise FileRefused(f"{path.name} is of another format than {FORMAT}; save the definition again.")
    return rule
