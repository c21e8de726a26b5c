"""The kinds of sample data there are: one line per kind."""

from __future__ import annotations

from collections.abc import Callable

from segattr.sample.shop import make_shop
from segattr.sample.write import Sample

KINDS: dict[str, Callable[..., Sample]] = {"shop": make_shop}
"""Name on the command line -> the function that makes it from ``size`` and ``seed``."""
