"""The kinds of sample data there are: one line per kind."""

from __future__ import annotations

from collections.abc import Callable

from segattr.sample.b2b import make_b2b
from segattr.sample.installs import make_installs
from segattr.sample.procurement import make_procurement
from segattr.sample.shop import make_shop
from segattr.sample.write import Sample

KINDS: dict[str, Callable[..., Sample]] = {
    "shop": make_shop,
    "b2b": make_b2b,
    "procurement": make_procurement,
    "installs": make_installs,
}
"""Name on the command line -> the function that makes it from ``size`` and ``seed``."""
