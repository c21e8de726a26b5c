"""Packages that only some people need: asked for when used, with the line to type where they are missing."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from types import ModuleType

from segattr.errors import UnsuitableData

SQLGLOT_BELOW = (30, 18)  # from there on Ibis 12 writes DROP TABLE without a name (ibis #12101)


def extra(module: str, name: str, *, needs: str = "") -> ModuleType:
    """Return an optional module.

    Parameters
    ----------
    module : what to import.
    name : the extra of segattr that brings it.
    needs : what needs what, in words; of frames of an engine where it is empty.

    Raises
    ------
    UnsuitableData : it is not installed; the message is the line to type.

    Examples
    --------
    >>> extra("json", "none").dumps(1)
    '1'
    """
    try:
        return import_module(module)
    except ImportError as error:
        needs = needs or f"Frames of this engine need {module.partition('.')[0]}"
        raise UnsuitableData(
            f"{needs}, which is not installed. Type: {pip_line(name)}",
            extra=name,
        ) from error


def must_keep_tables() -> None:
    """Check that Ibis and the SQL writer under it fit together.

    Raises
    ------
    UnsuitableData : they do not; the message is the line to type.
    """
    try:
        found = version("sqlglot")
    except PackageNotFoundError:
        found = "none"
    if found == "none" or tuple(map(int, found.split(".")[:2])) >= SQLGLOT_BELOW:
        raise UnsuitableData(
            f"Ibis cannot keep tables with this sqlglot ({found}). Type: {pip_line('warehouse')}",
            extra="warehouse",
        )


def pip_line(name: str) -> str:
    """Return the line that installs an extra.

    Examples
    --------
    >>> pip_line("spark")
    'pip install "segattr[spark]"'
    """
    return f'pip install "segattr[{name}]"'
