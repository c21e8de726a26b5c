"""Does it hold? The later half of the data against the earlier, and the log of who looked."""

import pytest
from streamlit.testing.v1 import AppTest

from segattr.project.reviews import Entry, settings_of
from segattr.ui import store
from segattr.ui.attribution_log import OLD, TEXT, WHO
from segattr.ui.choices import Choices
from segattr.ui.project_form import choices_of, project_of
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD
from segattr.ui.uploads import Desk

PAGE = str(ROOT / "pages" / "attribution.py")
THEN = Entry(
    "reviewed", "Ranks *held*.", "Ada", "2026-05-01", settings_of({"lookback": ["90"], "models": ["last"]})
)


@pytest.fixture
def app():
    return AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)


def shown(app, **choices):
    dataset = store.sample()
    app.session_state[KEY] = Choices(dataset_key=dataset.key, part="review", **choices)
    app.session_state[HELD] = dataset
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def said(app):
    return "\n".join(element.value for kind in (app.main.markdown, app.main.caption) for element in kind)


def pressed(app, label):
    next(button for button in app.main.button if button.label == label).click().run()
    assert not app.exception


def test_the_sample_says_what_the_earlier_half_knew_and_that_nobody_looked_yet(app):
    shown(app)
    text = said(app)
    assert "What 100 conversions before 1 June 2026 taught foretells the 147 after them: **97 %**" in text
    assert "None of 9 channels converted more or less often than foretold, beyond chance." in text
    assert "Of the four steps none has been taken" in text
    assert any("spend_after" in table.value for table in app.main.dataframe)


def test_an_entry_is_kept_with_the_settings_of_its_day_and_in_the_project(app):
    shown(app, lookback_days=45.0)
    pressed(app, "Enter in the log")
    assert app.error[0].value.startswith("Say what came of it")
    app.text_area(key=TEXT).set_value("Ranks held.")
    app.text_input(key=WHO).set_value("Bo")
    pressed(app, "Enter in the log")
    (entry,) = app.session_state[KEY].reviews
    assert (entry.text, entry.who, dict(entry.settings)["lookback"]) == ("Ranks held.", "Bo", ("45",))
    assert choices_of(project_of("k" * 22, Desk(), app.session_state[KEY])).reviews == (entry,)
    assert "Taken: reviewed against what was observed. Not yet: validated" in said(app)
    pressed(app, "Remove")
    assert app.session_state[KEY].reviews == ()


def test_settings_of_then_stand_beside_those_of_now_with_both_results_and_come_back(app):
    shown(app, reviews=(THEN,))
    assert r"Ranks \*held\*\." in said(app)
    assert "were set differently, so figures noted then are not comparable" in said(app)
    settings = next(table.value for table in app.main.dataframe if "Setting" in table.value)
    assert settings.set_index("Setting").loc["Lookback"].tolist() == ["90-day lookback", "30-day lookback"]
    both = next(table.value for table in app.main.dataframe if "then" in table.value).set_index("channel")
    dataset = store.sample()
    last = store.credit(dataset.key, "", Choices(lookback_days=90.0).window, "channel", ("last",)).set_index(
        "channel"
    )
    assert both.loc["Email", "then"] == pytest.approx(100 * last.loc["Email", "share"])
    pressed(app, "Set it as on that day")
    assert (app.session_state[KEY].lookback_days, app.session_state[KEY].models) == (90.0, ("last",))
    assert "Attribution is set as it was on that day." in said(app)
    assert app.selectbox(key=OLD).value == 0
