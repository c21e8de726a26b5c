"""Where projects are kept on this machine, and whether they are."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

HOME: Final = "SEGATTR_HOME"
KEEP: Final = "SEGATTR_KEEP"


def home() -> Path:
    """Return the folder of all projects: ``SEGATTR_HOME``, or ``.segattr`` in the user's own folder."""
    return Path(os.environ.get(HOME) or Path.home() / ".segattr") / "projects"


def wanted() -> bool:
    """Whether work is kept on this machine at all; ``SEGATTR_KEEP=0`` keeps nothing."""
    return os.environ.get(KEEP, "1") != "0"
