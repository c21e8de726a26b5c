"""Work on a stranger's file in a process of its own, with a roof on its memory and its time."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MOST_MEMORY = 2_000_000_000  # bytes of address space a reading process may take
MOST_SECONDS = 120
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, eq=False)
class Answer:
    """What a process left behind.

    Attributes
    ----------
    output : what it wrote.
    ended : ``well``; ``late``, stopped for time; ``badly``, by a signal, an error or for want of memory.
    """

    output: bytes
    ended: str


def bounded(module: str, *words: str, content: bytes, seconds: float = MOST_SECONDS) -> Answer:
    """Run a module on some bytes in a process of its own and wait for its answer.

    Parameters
    ----------
    module : its full name; it calls `limit_memory` first.
    *words : its command line.
    content : what it reads from standard input.
    seconds : how long it may take.

    Examples
    --------
    >>> bounded("platform", content=b"").ended
    'well'
    """
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH", "")])]
    # What the owner set up for segattr, a write key among it, is none of a reader's business.
    environment = {name: text for name, text in os.environ.items() if not name.startswith("SEGATTR_")}
    environment["PYTHONPATH"] = os.pathsep.join(paths)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", module, *words],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Answer(b"", "late")
    return Answer(done.stdout, "badly" if done.returncode else "well")


def limit_memory(most: int = MOST_MEMORY) -> None:
    """Put a roof on the memory of the process that calls this; Windows knows no such roof."""
    try:
        import resource
    except ImportError:
        return
    for which, figure in ((resource.RLIMIT_AS, most), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(which)[1]
        figure = figure if hard == resource.RLIM_INFINITY else min(figure, hard)
        resource.setrlimit(which, (figure, hard))
