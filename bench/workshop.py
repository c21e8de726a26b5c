"""Thirty people in one room, on one server: how long each waits for a page.

::

    python -m bench.workshop [--people 30] [--seconds 60] [--pause 10]

Needs requirements-dev.txt. Everybody opens the sample and then goes from page to page, reading each for
``pause`` seconds on average; then, four times, all of them press the same page at once, as a host asks them
to. They speak the app's own protocol without a browser, whose work is not the server's. A page has come when
its script has ended. Bars: 95 in 100 pages within 2 s, and memory that does not grow with the people. The
last column is the server's processor, which a machine that is shared stretches least.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import numpy as np
from streamlit.proto.BackMsg_pb2 import BackMsg  # noqa: TID251 - speaks the app's protocol
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg  # noqa: TID251
from websockets.asyncio.client import ClientConnection, connect

from tests.browser.harness import serving

SAMPLE = "Open the sample shop"
PAGES = ("averages", "segments", "attribution", "value", "plan", "report")
AT_ONCE = 0.3  # seconds


@dataclass
class Person:
    """Somebody with a browser tab: the messages a browser would send, and what it must remember for them."""

    wire: ClientConnection
    pages: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)

    async def arrive(self) -> None:
        """Open the app, and then the sample."""
        await self.ask()
        await self.ask(pressed=self.buttons[SAMPLE])

    async def ask(self, page: str = "", *, pressed: str = "") -> float:
        """Go to a page, or press a button on this one; return the seconds until its script has ended."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self.pages.get(page, "")
        if pressed:
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = pressed, True
        begin = time.perf_counter()
        await self.wire.send(message.SerializeToString())
        ended, running = begin, True
        with suppress(TimeoutError):  # a script may call for another run of itself, at once
            while True:
                async with asyncio.timeout(None if running else AT_ONCE):
                    answer = ForwardMsg.FromString(cast("bytes", await self.wire.recv()))
                kind = answer.WhichOneof("type")
                running = kind == "new_session" or (running and kind != "script_finished")
                ended = time.perf_counter() if kind == "script_finished" else ended
                self._note(answer)
        return ended - begin

    def _note(self, answer: ForwardMsg) -> None:
        if answer.WhichOneof("type") == "navigation":
            self.pages = {each.url_pathname: each.page_script_hash for each in answer.navigation.app_pages}
        element = answer.delta.new_element
        if element.WhichOneof("type") == "exception":
            raise RuntimeError(f"A page shows an error: {element.exception.message}")
        if element.button.label:
            self.buttons[element.button.label] = element.button.id


async def room(url: str, people: int, seconds: float, pause: float, server: int) -> list[str]:
    """Let everybody in, and return the table's rows."""
    address = url.replace("http", "ws") + "/_stcore/stream"
    guests = [Person(await connect(address, max_size=None, ping_interval=None)) for _ in range(people)]
    await guests[0].arrive()
    for page in PAGES:  # the host has looked at every page before
        await guests[0].ask(page)
    alone = resident(server)
    for guest in guests[1:]:
        await guest.arrive()
    marks = [worked(server)]
    quiet = [await guests[0].ask(page) for page in PAGES]
    marks.append(worked(server))
    end = time.perf_counter() + seconds
    strolled = await asyncio.gather(*[stroll(guest, end, pause) for guest in guests])
    marks.append(worked(server))
    together = [await asyncio.gather(*[guest.ask(page) for guest in guests]) for page in PAGES[:4]]
    marks.append(worked(server))
    names = (
        "one person, nobody else",
        f"{people} people, a page every {pause:g} s each",
        f"{people} people press at once",
    )
    took = (quiet, *([one for each in many for one in each] for many in (strolled, together)))
    rows = [row(*each) for each in zip(names, took, np.diff(marks), strict=True)]
    return [
        *rows,
        f"\nMemory of the server: {alone:.0f} MB with one person, {resident(server):.0f} MB with all.",
    ]


async def stroll(guest: Person, end: float, pause: float) -> list[float]:
    """Go from page to page until the end."""
    took = []
    await asyncio.sleep(random.uniform(0, pause))
    while time.perf_counter() < end:
        took.append(await guest.ask(random.choice(PAGES)))
        await asyncio.sleep(random.uniform(0.5, 1.5) * pause)
    return took


def row(name: str, took: list[float], work: float) -> str:
    """Return a row of the table."""
    p95 = statistics.quantiles(took, n=20, method="inclusive")[-1] if len(took) > 1 else took[0]
    clock = f"{statistics.median(took):.2f} | {p95:.2f} | {max(took):.2f}"
    return f"| {name} | {len(took)} | {clock} | {work / len(took):.2f} |"


def worked(process: int) -> float:
    """Return the processor's seconds a process has taken so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(process: int) -> float:
    """Return a process's memory in megabytes."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Measure and print a table."""
    wanted = argparse.ArgumentParser(prog="python -m bench.workshop", description=__doc__.splitlines()[0])
    wanted.add_argument("--people", type=int, default=30)
    wanted.add_argument("--seconds", type=float, default=60)
    wanted.add_argument("--pause", type=float, default=10)
    asked = wanted.parse_args()
    with tempfile.TemporaryDirectory() as folder, serving("app.py", Path(folder) / "app.log") as url:
        port = url.rsplit(":", 1)[1]
        server = next(
            int(each.name)
            for each in Path("/proc").iterdir()
            if each.name.isdigit() and f"--server.port={port}".encode() in (each / "cmdline").read_bytes()
        )
        rows = asyncio.run(room(url, asked.people, asked.seconds, asked.pause, server))
    heads = ("who", "pages", "median s", "95 in 100 within s", "slowest s", "processor s per page")
    print(f"| {' | '.join(heads)} |\n|---{'|--:' * (len(heads) - 1)}|")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
