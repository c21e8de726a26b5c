"""What a click costs the server: each page of the sample drawn again, with nothing changed.

::

    python -m bench.clicks [--runs 8]

Seconds of the processor, the test harness's own part included; the median of the runs after two that fill
what is kept. Run it on another commit for a comparison: machines differ by more.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest  # noqa: TID251 - draws the pages without a browser

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("data", "segments", "attribution", "averages", "value", "plan", "report")
SAMPLE = "Open the sample shop"


def main() -> None:
    """Measure and print a table."""
    wanted = argparse.ArgumentParser(prog="python -m bench.clicks", description=__doc__.splitlines()[0])
    wanted.add_argument("--runs", type=int, default=8)
    runs = wanted.parse_args().runs
    with tempfile.TemporaryDirectory() as home:
        os.environ["SEGATTR_HOME"] = home
        app = AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=120).run()
        next(button for button in app.button if button.label == SAMPLE).click().run()
        print("| page | processor s per click |\n|---|--:|")
        for page in PAGES:
            app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
            took = [again(app) for _ in range(runs + 2)][2:]
            print(f"| {page.title()} | {statistics.median(took):.2f} |", flush=True)


def again(app: AppTest) -> float:
    """Draw the page again; return the processor's seconds."""
    begin = time.process_time()
    app.run()
    if app.exception:
        raise RuntimeError(app.exception[0].message)
    return time.process_time() - begin


if __name__ == "__main__":
    main()
