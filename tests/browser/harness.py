"""Starting the app, finding a browser, and watching what a page does."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build" / "screenshots"
START_SECONDS = 30
RUN_ENDED = "[data-testid=stApp][data-test-script-state=notRunning]"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run"),
    # Whatever still wants out finds no name: the tests are the same with and without a network.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
LIGHT = {"color_scheme": "light", "viewport": {"width": 1280, "height": 800}}
DARK = LIGHT | {"color_scheme": "dark"}
PHONE = LIGHT | {"viewport": {"width": 390, "height": 844}}
# Dark and on a phone pages are seen by `make test-slow`.
each_look = pytest.mark.parametrize(
    "look",
    [LIGHT, pytest.param(DARK, marks=pytest.mark.slow), pytest.param(PHONE, marks=pytest.mark.slow)],
    ids=["light", "dark", "phone"],
)
# Streamlit's own choices that axe minds and no setting of ours can change.
UPSTREAM = (  # always white, 3:1 on the dark theme's accent
    "[data-testid=stBaseButton-primary] p",
    "[data-testid=stMultiSelect] span[title]",
)


def chromium() -> str:
    """Return the browser on this machine, or say what to install."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not found:
        pytest.exit(
            "The browser tests need Chromium: install the package `chromium`, or name a browser in CHROMIUM."
        )
    return found


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_up(url: str) -> bool:
    """Whether the server answers."""
    try:
        with urlopen(f"{url}/_stcore/health", timeout=5) as answer:
            return answer.read() == b"ok"
    except (URLError, ConnectionError, TimeoutError):
        return False


@contextmanager
def serving(script: str, log: Path) -> Iterator[str]:
    """Run the script as a user would and give its address; the server is gone afterwards."""
    url = f"http://127.0.0.1:{(port := free_port())}"
    options = ["--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}"]
    command = [sys.executable, "-m", "streamlit", "run", script, *options, "--server.fileWatcherType=none"]
    home = os.environ | {"SEGATTR_HOME": str(log.with_suffix(".home"))}  # no project of the developer's
    with (
        log.open("wb") as out,
        subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, env=home) as server,
    ):
        try:
            wait_until_up(server, url, log)
            yield url
        finally:
            server.terminate()


def wait_until_up(server: subprocess.Popen, url: str, log: Path) -> None:
    """Return once the server answers; fail with its log when it ended or took too long."""
    deadline = monotonic() + START_SECONDS
    while not is_up(url):
        try:
            server.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            if monotonic() < deadline:
                continue
        pytest.fail(f"The server did not come up at {url}:\n{log.read_text()}")


def settled(page: Page) -> Page:
    """Wait until the page's script has run to its end and everything it asked for is drawn."""
    # A selector, not a condition in JavaScript: the app's own policy forbids evaluating one again and again.
    page.locator(f"{RUN_ENDED}:not(:has([data-testid=stSkeleton]))").wait_for()
    return page


def opened(page: Page, url: str) -> Page:
    """Go to the address and wait until its page is drawn to the end."""
    page.goto(url)
    page.get_by_role("heading", level=1).wait_for()
    return settled(page)


def in_sight(box: Locator) -> Locator:
    """Bring it to the middle: a list at the edge of the window scrolls into sight, and so closes again."""
    box.evaluate("box => box.scrollIntoView({block: 'center'})")
    return box


def unfold(box: Locator) -> Locator:
    """Open a list and return its box."""
    options = box.page.get_by_role("option")
    for _ in range(3):
        settled(box.page)
        in_sight(box).click()
        try:
            options.first.wait_for(timeout=5_000)
        except PlaywrightTimeout:  # drawn anew meanwhile: a person presses once more
            continue
        return box
    expect(options.first).to_be_visible()
    return box


def screenshot(page: Page, name: str) -> Path:
    """Keep a picture of the whole page under ``build/screenshots`` and return its path."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
    return PICTURES / f"{name}.png"


def barriers(page: Page) -> list[str]:
    """Return what shuts people out of the page: axe's serious and critical findings, but for `UPSTREAM`."""
    found = Axe().run(page, context={"exclude": [[selector] for selector in UPSTREAM]}).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


class Complaints:
    """What a page did that no page of ours may do: requests to elsewhere, errors on the console."""

    def __init__(self, context: BrowserContext) -> None:
        self.outside: list[str] = []
        self.errors: list[str] = []
        context.on("request", lambda request: self._note_request(request.url))
        context.on("console", self._note_line)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))

    def _note_line(self, line: ConsoleMessage) -> None:
        # Streamlit looks for its server below the page's own path before it looks at the root.
        looks_for_server = "/_stcore/" in line.location["url"] and "404" in line.text
        if line.type == "error" and not looks_for_server:
            self.errors.append(line.text)

    def _note_request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            self.outside.append(url)
