"""The columns of a project's earlier files, as its page holds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from segattr.data.layout import Layout
from segattr.schema import TABLES

MOST: Final = 200  # of one project


def read_layouts(said: object) -> tuple[Layout, ...]:
    """Return the layouts in their order; what is none is left out.

    Examples
    --------
    >>> read_layouts([{"role": "costs", "headers": ["Day"]}, {"role": "mood"}, 7])
    (Layout(role='costs', headers=('Day',), columns={}, files=()),)
    """
    known = [each for each in said[-MOST:] if isinstance(each, Mapping)] if isinstance(said, list) else []
    return tuple(_layout(each) for each in known if each.get("role") in TABLES and _texts(each, "headers"))


def _layout(each: Mapping[str, object]) -> Layout:
    columns = each.get("columns")
    plain = {str(name): str(header) for name, header in columns.items()} if isinstance(columns, dict) else {}
    return Layout(str(each["role"]), _texts(each, "headers"), plain, _texts(each, "files"))


def _texts(each: Mapping[str, object], name: str) -> tuple[str, ...]:
    found = each.get(name)
    return tuple(map(str, found)) if isinstance(found, list) else ()
