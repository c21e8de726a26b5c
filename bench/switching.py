"""What a click on the Attribution page costs the server, at 1 M touchpoints.

::

    python -m bench.switching [--touches 1000000] [--runs 5]

The page runs whole, as Streamlit runs it, without a browser; every click is one the page has not answered
before. Medians on the clock and, in brackets, in seconds of the processor, which a busy machine stretches
least. Bars: 0.3 s for model, measure, weights, sort and filter, 1 s for another segment set.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from streamlit.testing.v1 import AppTest  # noqa: TID251 - drives the page as the tests do

from bench.log import write_log
from segattr.data.dataset import Dataset
from segattr.data.load import load
from segattr.ui.choices import Choices
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD

PAGE = str(ROOT / "pages" / "attribution.py")
COLUMNS = {"tier": list("abcd"), "country": ["AT", "CH", "DE"], "device": ["desktop", "mobile"]}
Click = Callable[[AppTest], object]


def main() -> None:
    """Measure and print a table."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--touches", type=int, default=1_000_000)
    wanted.add_argument("--runs", type=int, default=5)
    asked = wanted.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dataset = with_customers(Path(folder), asked.touches)
    print(f"| click, {asked.touches:,} touchpoints | seconds | of the processor |\n|---|---|---|")
    visits = [visit(dataset, run) for run in range(asked.runs)]
    for name in visits[0]:
        clock, worked = (statistics.median(each[name][i] for each in visits) for i in (0, 1))
        print(f"| {name} | {clock:.2f} | {worked:.2f} |")


def with_customers(folder: Path, touches: int) -> Dataset:
    """Return a synthetic log whose customers have columns to make segments of."""
    write_log(folder, touches)
    log = pd.read_parquet(folder / "touchpoints.parquet")
    ids, random = log["customer_id"].unique(), np.random.default_rng(1)
    people = {name: random.choice(values, len(ids)) for name, values in COLUMNS.items()}
    return load(
        touchpoints=log,
        conversions=folder / "conversions.parquet",
        customers=pd.DataFrame({"customer_id": ids} | people),
    )


def visit(dataset: Dataset, run: int) -> dict[str, tuple[float, float]]:
    """Return what each click of one visit took; another lookback each time, so that nothing is kept."""
    app = AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=300)
    app.session_state[HELD] = dataset
    app.session_state[KEY] = Choices(
        dataset_key=dataset.key,
        segmentation="tier",
        lookback_days=30 + run,
        models=("first", "last", "custom"),
    )
    app.run()
    return {name: timed(app, click) for name, click in CLICKS.items()}


def timed(app: AppTest, click: Click) -> tuple[float, float]:
    """Return the seconds of one click, on the clock and of the processor."""
    clock, worked = time.perf_counter(), time.process_time()
    click(app)
    took = time.perf_counter() - clock, time.process_time() - worked
    assert not app.exception, app.exception
    return took


CLICKS: dict[str, Click] = {
    "first view": lambda app: app.switch_page(PAGE).run(),
    "nothing changed": lambda app: app.run(),
    "one more model": lambda app: app.checkbox(key="attribution.model.u_shaped").check().run(),
    "one model less": lambda app: app.checkbox(key="attribution.model.last").uncheck().run(),
    "a custom weight": lambda app: app.slider(key="attribution.weight0").set_value(55).run(),
    "another measure": lambda app: app.selectbox(key="attribution.measure").set_value("conversions").run(),
    "table sorted": lambda app: app.segmented_control(key="attribution.sort").set_value("disagreement").run(),
    "one channel": lambda app: app.multiselect(key="attribution.channels").set_value(["Email"]).run(),
    "another segment set": lambda app: (
        app.multiselect(key="attribution.segments").set_value(["country"]).run()
    ),
    "two layers": lambda app: (
        app.multiselect(key="attribution.segments").set_value(["country", "device"]).run()
    ),
    "everyone": lambda app: app.multiselect(key="attribution.segments").set_value([]).run(),
}

if __name__ == "__main__":
    main()
