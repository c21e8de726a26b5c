"""Every kind of chart the tests of this room make is drawn as a browser draws it, not only described."""

from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

from segattr.charts import theme
from segattr.exports.document import Document
from segattr.exports.images import to_svg

ENOUGH = 4  # charts of one module: drawing takes a twentieth of a second
DRAWN = Counter()
HOMES = [import_module(f"segattr.charts.{path.stem}") for path in Path("segattr/charts").glob("[!_]*.py")]


@pytest.fixture(autouse=True)
def drawn_as_well_as_described(monkeypatch):
    for module in HOMES:
        if module is not theme and hasattr(module, "finish"):
            monkeypatch.setattr(module, "finish", _drawing(module.__name__, module.finish))


def _drawing(name, finish):
    def draw(chart, **settings):
        finished = finish(chart, **settings)
        DRAWN[name] += 1
        if DRAWN[name] <= ENOUGH:
            document = Document(None, name="c", title="c", settings=(), chart=finished, shares=None)
            assert b"<svg" in to_svg(document)
        return finished

    return draw
