"""Importing what is large, one thread at a time.

Two threads that enter the same circle of modules at different places wait for each other; Python notices, and
fails the import of one of them. Here are always two: the warm-up, and who presses a button meanwhile.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Final

IMPORTING: Final = RLock()  # held by whoever imports once the server answers


def import_for(script: Path) -> None:
    """Import what a page's script begins with importing, in turn."""
    with IMPORTING:
        _import_for(script)


@cache
def _import_for(script: Path) -> None:
    page = ast.parse(script.read_text(encoding="utf-8"))
    page.body = [line for line in page.body if isinstance(line, ast.Import | ast.ImportFrom)]
    exec(compile(page, script, "exec"), {})
