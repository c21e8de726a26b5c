import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from segattr.data.dataset import Dataset
from segattr.ui.choices import Choices
from segattr.ui.frame import contents, status
from segattr.ui.front import MET
from segattr.ui.shell import PAGES, ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD

moments = pd.to_datetime(["2026-08-03", "2026-08-31"], utc=True)
visits = pd.DataFrame({"customer_id": ["a", "b"], "ts": moments, "channel": ["email", "direct"]})
shop = Dataset(touchpoints=visits, conversions=visits.head(1), key="shop")


@pytest.fixture
def app():
    return AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)


def with_data(app, **choices):
    app.session_state[KEY] = Choices(dataset_key="shop", **choices)
    app.session_state[HELD] = shop
    return app.run()


def test_without_data_the_frame_says_where_to_bring_them(app):
    app.run()
    assert not app.exception
    assert "No data yet" in app.sidebar.markdown[0].value
    assert not [caption for caption in app.main.caption if "one group" in caption.value]


def test_with_data_the_frame_says_whose_and_up_to_when_and_by_which_segments(app):
    with_data(app, project="Shop", segmentation="tier")
    line = "**Shop** · data up to 31 August 2026 · segments: tier · :material/warning: 1 finding to mind"
    assert app.main.caption[0].value == line
    assert app.sidebar.markdown[0].value == "**Shop**\n- 2 touchpoints\n- 1 conversions"


def test_a_project_and_a_segmentation_cannot_bring_markup(app):
    with_data(app, project="![x](http://192.0.2.1/p.png)", segmentation=":red[tier]")
    assert "![" not in app.main.caption[0].value
    assert ":red[" not in app.main.caption[0].value
    assert "![" not in app.sidebar.markdown[0].value


def test_a_key_whose_data_are_gone_is_a_visit_without_data(app):
    app.session_state[KEY] = Choices(dataset_key="gone")
    app.run()
    assert not app.exception
    assert "No data yet" in app.sidebar.markdown[0].value


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.url_path)
def test_every_page_runs_inside_the_frame_and_asks_its_question(page, app):
    app.run()
    app.switch_page(str(ROOT / "pages" / page.file)).run()
    assert not app.exception
    assert app.title[0].value == page.question


def test_every_page_file_stands_in_the_menu_once():
    assert sorted(page.file for page in PAGES) == sorted(path.name for path in Path("pages").glob("*.py"))
    assert len({page.url_path for page in PAGES}) == len({page.title for page in PAGES}) == len(PAGES)


def test_the_line_leaves_out_what_is_not_known():
    assert status(Choices(), Dataset()) == "**Unnamed project** · everyone as one group"


def test_the_contents_count_in_thousands():
    many = pd.DataFrame({"customer_id": range(12_345)})
    assert contents(Dataset(customers=many)) == "- 12,345 customers"


def drawn(app):
    """What somebody sees, in order."""
    return [
        (element.type, getattr(element, "label", ""), getattr(element, "value", ""))
        for part in (app.sidebar, app.main)
        for element in part
        if element.type not in ("vertical", "flex_container")
    ]


def test_the_front_is_the_data_page_of_somebody_without_data(app, tmp_path, monkeypatch):
    monkeypatch.setenv("SEGATTR_HOME", str(tmp_path))
    first = drawn(app.run())
    assert MET in app.session_state
    assert any(label == "Open the sample shop" for _, label, _ in first)
    assert drawn(app.run()) == first


def test_the_front_is_drawn_before_pandas_is_imported():
    told = (
        "import sys, segattr.ui.shell; print([name for name in ('numpy', 'pandas') if name in sys.modules])"
    )
    printed = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, check=True)
    assert printed.stdout.strip() == b"[]"


def test_who_comes_with_an_address_or_has_saved_projects_is_no_newcomer(app, tmp_path, monkeypatch):
    app.query_params["segments"] = "tier"
    app.run()
    assert MET not in app.session_state
    monkeypatch.setenv("SEGATTR_HOME", str(tmp_path))
    (tmp_path / "projects" / "somebodys").mkdir(parents=True)
    other = AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60).run()
    assert MET not in other.session_state
