import pytest
from streamlit.testing.v1 import AppTest

from segattr.exports.registry import EXPORTS
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD


def page_with_downloads():
    import altair as alt
    import pandas as pd

    from segattr.ui import parts

    rows = pd.DataFrame({"channel": ["Email"], "share": [1.0]})
    parts.downloads(rows, name="bare", title="Who?", settings=())
    parts.downloads(
        rows, name="drawn", title="Who?", settings=("30 days",), chart=alt.Chart(rows).mark_bar(), label="All"
    )


def page_with_words():
    from segattr.ui import parts

    parts.settings_line(["segments: *tier* [x](http://192.0.2.1)", "", "30-day lookback"])
    parts.method("credit = **share**")
    parts.st.text(parts.mode())


def page_on_paper():
    import pandas as pd

    from segattr.ui import parts

    rows = {"who": ["new", None], "people": [5000, 7], "change": [-64.0, None], "sure": [True, False]}
    parts.on_paper(pd.DataFrame(rows), name="bare")


def test_numbers_on_paper_are_written_as_they_are_read():
    (table,) = AppTest.from_function(page_on_paper).run().table
    assert table.value["people"].tolist() == ["5,000", "7"]
    assert table.value["change"].tolist() == ["−64", "–"]
    assert table.value["sure"].tolist() == ["True", "False"]


@pytest.fixture
def buttons():
    page = AppTest.from_function(page_with_downloads).run()
    assert not page.exception
    return [element.proto for element in page.get("download_button")]


def test_there_is_a_button_per_kind_of_file_and_images_only_of_a_picture(buttons):
    assert [button.label for button in buttons] == [
        *(export.label for export in EXPORTS.values() if not export.of_chart),
        *(f"All, {export.label}" for export in EXPORTS.values()),
    ]


def test_a_file_is_made_only_when_it_is_asked_for_and_asking_reruns_nothing(buttons):
    assert all(button.deferred_file_id and not button.url for button in buttons)
    assert all(button.ignore_rerun for button in buttons)


def test_settings_and_method_are_words_and_settings_bring_no_markup():
    page = AppTest.from_function(page_with_words).run()
    (line,) = page.caption
    assert line.value.endswith("· 30\\-day lookback")
    assert "[x](" not in line.value
    assert page.expander[0].label == "How this is worked out"
    assert page.expander[0].markdown[0].value == "credit = **share**"
    assert not page.expander[0].proto.expanded


def test_a_page_is_light_until_somebody_knows_better():
    assert AppTest.from_function(page_with_words).run().text[0].value == "light"


def test_a_page_without_data_says_what_it_would_show_and_opens_the_sample_in_one_click():
    app = AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60).run()
    app.switch_page(str(ROOT / "pages" / "attribution.py")).run()
    assert not app.exception
    assert "shares out every conversion" in app.main.markdown[0].value
    assert "touchpoints" in app.info[0].value
    app.button(key="try-sample").click().run()
    assert not app.exception
    assert app.session_state[HELD].key == app.session_state[KEY].dataset_key
    assert app.session_state[KEY].segmentation == "visitor"
    assert "Sample shop" in app.main.caption[0].value
