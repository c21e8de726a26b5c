"""How long a visitor waits: from starting the app to the first page drawn, in a browser that was never here.

::

    python -m bench.start [--runs 5]

Needs requirements-dev.txt and Chromium. "Server answers" is the time until the health check does; "first
page" until its two doors are drawn, which should take 3 s at most; "sample opened" from the click on the
sample to the way on from it. In turns with it, the smallest page Streamlit can draw: what lies under that
nobody's code removes.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.harness import QUIET, chromium, serving, settled

STEPS = ("server answers", "first page", "sample opened")


def main() -> None:
    """Measure and print a table."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--runs", type=int, default=5)
    runs = wanted.parse_args().runs
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        os.environ["SEGATTR_HOME"] = folder
        browser = driver.chromium.launch(executable_path=chromium(), args=list(QUIET))
        visits, bare = [], []
        for _ in range(runs):
            bare.append(first_page(browser, Path(folder), "bench/bare_app.py"))
            visits.append(visit(browser, Path(folder)))
        browser.close()
    print("| step | seconds (median) | slowest |\n|---|---|---|")
    for step, seconds in zip(STEPS, zip(*visits, strict=True), strict=True):
        print(f"| {step} | {statistics.median(seconds):.2f} | {max(seconds):.2f} |")
    print(f"| first page of an empty app | {statistics.median(bare):.2f} | {max(bare):.2f} |")


def first_page(browser: Browser, folder: Path, script: str) -> float:
    """Return the seconds until a script's button is drawn, from starting its server on."""
    begin = time.perf_counter()
    with serving(script, folder / "bare.log") as url:
        page = browser.new_page()
        page.goto(url)
        page.get_by_role("button", name="Open the sample shop").wait_for()
        drawn = time.perf_counter() - begin
        page.close()
    return drawn


def visit(browser: Browser, folder: Path) -> tuple[float, float, float]:
    """Start the app and be its first visitor; return the seconds of each step, from the start on."""
    begin = time.perf_counter()
    with serving("app.py", folder / "app.log") as url:
        answers = time.perf_counter() - begin
        page = browser.new_page()
        page.goto(url)
        page.get_by_role("button", name="Open the sample shop").wait_for()
        drawn = time.perf_counter() - begin
        settled(page)
        pressed = time.perf_counter()
        page.get_by_role("button", name="Open the sample shop").click()
        page.get_by_role("button", name="See what the average hides").wait_for()
        opened = time.perf_counter() - pressed
        page.close()
    return answers, drawn, opened


if __name__ == "__main__":
    main()
