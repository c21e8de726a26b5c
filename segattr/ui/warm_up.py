"""What the first visitor would otherwise wait for, imported while nobody waits."""

from __future__ import annotations

import gc
from importlib import import_module
from typing import Final

from segattr.ui.front import DRAWN
from segattr.ui.imports import IMPORTING

PATIENCE: Final = 5  # seconds, after which nobody seems to be waiting
MODULES: Final = ("segattr.ui.frame", "segattr.ui.parts", "altair", "duckdb")


def warm_up() -> None:
    """Once the first page is drawn, import what it can do without, and spare collections the walk over it."""
    DRAWN.wait(timeout=PATIENCE)
    for module in MODULES:
        with IMPORTING:  # for one at a time: whoever presses a button meanwhile has a turn soon
            import_module(module)
    gc.collect()
    gc.freeze()
    arrow = import_module("pyarrow")  # not before anybody sees a page
    arrow.set_memory_pool(arrow.system_memory_pool())  # gives a large file's memory back to the machine
