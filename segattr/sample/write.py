"""A sample, and how it becomes files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from segattr.errors import FileRefused


@dataclass(frozen=True, eq=False)
class Sample:
    """Tables made by the project, and what is to be found in them.

    Attributes
    ----------
    tables : name -> frame; the name is the file's.
    truths : ``recipe`` (how to make the sample again) and ``truths`` (name -> a sentence for the reveal and
        the figures behind it); nothing but what JSON holds.
    texts : file name -> content, for tables in another form than CSV, such as events as lines of JSON.

    Examples
    --------
    >>> Sample({"orders": pd.DataFrame({"order_id": ["O1"]})}, {}).tables["orders"]["order_id"].tolist()
    ['O1']
    """

    tables: dict[str, pd.DataFrame]
    truths: dict[str, object]
    texts: Mapping[str, str] = field(default_factory=dict)


def write_sample(sample: Sample, folder: str | Path) -> list[Path]:
    """Write every table as CSV, and the truths as JSON.

    Everything is written beside its place first and moved there at the end, so a folder never holds half a
    sample. Files of the same names are replaced.

    Parameters
    ----------
    sample : what to write.
    folder : where to; made if it is not there.

    Returns
    -------
    list : the files, tables first. UTF-8, comma, decimal point, money with two decimals, ISO dates.

    Raises
    ------
    FileRefused : the folder cannot be made or written to.

    Examples
    --------
    >>> import tempfile
    >>> sample = Sample({"orders": pd.DataFrame({"revenue": [9.5]})}, {})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write_sample(sample, folder)]
    ['orders.csv', 'truths.json']
    """
    folder = Path(folder)
    contents = dict(sample.texts) | {f"{name}.csv": _csv(table) for name, table in sample.tables.items()}
    contents["truths.json"] = json.dumps(sample.truths, indent=2, ensure_ascii=False) + "\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _write(folder, contents)
    except OSError as trouble:
        raise FileRefused(
            f"The sample could not be written to {folder}: {trouble.strerror or trouble}. "
            "Choose a folder that you may write to, on a disk with room.",
            folder=str(folder),
        ) from trouble


def _csv(table: pd.DataFrame) -> str:
    return table.to_csv(index=False, lineterminator="\n", float_format="%.2f")


def _write(folder: Path, contents: Mapping[str, str]) -> list[Path]:
    """Write beside, then move: the temporary folder takes what is left with it, whatever happens."""
    with TemporaryDirectory(dir=folder, prefix=".sample-") as beside:
        for name, text in contents.items():
            (Path(beside) / name).write_bytes(text.encode())
        return [(Path(beside) / name).replace(folder / name) for name in contents]
