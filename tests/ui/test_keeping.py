"""Work is saved as it changes and found again by its key, and by nothing else."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from segattr.project.folder import open_project, projects, save
from segattr.project.project import new_key
from segattr.ui import keeping
from segattr.ui.choices import Choices
from segattr.ui.project_form import project_of
from segattr.ui.state import KEY
from tests.ui.test_project_form import desk


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("SEGATTR_HOME", str(tmp_path))
    return tmp_path / "projects"


def visit():
    import streamlit as st

    from segattr.ui import keeping, state, uploads

    keeping.find_again()
    state.write_address()
    st.button("ninety", on_click=lambda: state.change(lookback_days=90))
    st.button("start over", on_click=uploads.start_over)
    for notice in uploads.desk().notices:
        st.text(notice)
    st.text(f"{len(uploads.desk().uploads)} files, project {state.get().project}")
    keeping.keep()


def saved(folder, **choices):
    project = project_of(new_key(), desk(), Choices(project="Shop", **choices))
    save(project, folder)
    return project.key


def visiting(**address):
    page = AppTest.from_function(visit)
    for name, text in address.items():
        page.query_params[name] = text
    page.run()
    assert not page.exception
    return page


def press(page, label):
    return next(button for button in page.button if button.label == label).click().run()


def test_a_key_in_the_address_opens_its_project(folder):
    page = visiting(project=saved(folder, lookback_days=60))
    assert page.text[0].value == "1 files, project Shop"
    assert page.session_state[KEY].lookback_days == 60
    assert "".join(page.query_params["lookback"]) == "60"


def test_what_a_link_says_counts_for_more_than_what_was_saved(folder):
    page = visiting(project=saved(folder, lookback_days=60, measure="value"), lookback="7")
    assert page.session_state[KEY].lookback_days == 7
    assert page.session_state[KEY].measure == "value"


def test_a_change_is_saved_under_the_same_key(folder):
    key = saved(folder)
    page = press(visiting(project=key), "ninety")
    assert "".join(page.query_params["project"]) == key
    assert open_project(key, folder).settings["choices"]["lookback"] == ["90"]
    assert [entry.key for entry in projects(folder)] == [key]


def test_nothing_is_written_where_nothing_changed(folder):
    key = saved(folder)
    page = visiting(project=key)
    before = (folder / key / "project.json").stat().st_mtime_ns
    page.run()
    assert (folder / key / "project.json").stat().st_mtime_ns == before


def test_a_key_that_leads_nowhere_says_so_and_opens_nothing(folder):
    saved(folder)
    for key in (new_key(), "../../etc", "x"):
        page = visiting(project=key)
        assert "project" in page.text[0].value
        assert page.text[1].value.startswith("0 files")
        assert "project" not in page.query_params


def test_without_a_key_nobody_finds_anything(folder):
    saved(folder)
    assert visiting().text[0].value == "0 files, project"


def test_starting_over_leaves_the_saved_project_alone(folder):
    key = saved(folder)
    page = press(visiting(project=key), "start over")
    assert "project" not in page.query_params
    assert len(open_project(key, folder).files) == 1


def test_the_sample_is_named_in_the_address_and_found_again(folder):
    page = visiting(sample="shop", lookback="60")
    assert page.session_state[KEY].dataset_key
    assert page.session_state[KEY].lookback_days == 60
    assert "".join(page.query_params["sample"]) == "shop"
    assert projects(folder) == []


def test_a_server_of_strangers_keeps_nothing(folder, monkeypatch):
    key = saved(folder)
    monkeypatch.setenv("SEGATTR_KEEP", "0")
    page = press(visiting(project=key), "ninety")
    assert "project" not in page.query_params
    assert "lookback" not in open_project(key, folder).settings["choices"]


def test_a_disk_that_takes_nothing_is_said_once_and_the_work_goes_on(folder, monkeypatch):
    def full(project, folder):
        raise OSError(28, "No space left on device")

    key = saved(folder)
    page = visiting(project=key)
    monkeypatch.setattr(keeping, "save", full)
    page = press(page, "ninety")
    assert not page.exception
    assert "No space left on device" in page.toast[0].value
    assert not page.run().toast


def test_a_frame_of_any_kind_comes_back(folder):
    project = project_of(new_key(), desk(), Choices())
    save(project, folder)
    opened = open_project(project.key, folder).files[0].reading.table
    pd.testing.assert_frame_equal(opened, desk().uploads[0].reading.table)
