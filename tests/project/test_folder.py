import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from segattr.errors import FileRefused, UnknownName
from segattr.project.folder import (
    GRACE_SECONDS,
    PAGE,
    TABLES,
    delete,
    open_project,
    projects,
    restore,
    save,
)
from segattr.project.home import home
from segattr.project.manifest import FORMAT
from segattr.project.project import new_key
from tests.project.worlds import ODD, assert_same, project, stored


def test_a_saved_project_opens_as_it_was(tmp_path):
    saved = project(stored(role="conversions"), stored("b" * 16, "costs.csv", ODD.iloc[:1]))
    save(saved, tmp_path)
    assert_same(open_project(saved.key, tmp_path), saved)


def test_the_last_save_counts_and_a_table_is_written_once(tmp_path):
    first = project()
    save(first, tmp_path)
    table = next((tmp_path / first.key / TABLES).glob("*.parquet"))
    before = table.stat().st_ino
    save(replace(first, settings={"lookback": 7}), tmp_path)
    assert open_project(first.key, tmp_path).settings == {"lookback": 7}
    assert table.stat().st_ino == before


def test_another_sheet_of_the_same_file_is_another_table(tmp_path):
    may = project(stored(sheet="May"))
    save(may, tmp_path)
    june = replace(may, files=(stored(sheet="June", table=ODD.iloc[:2]),))
    save(june, tmp_path)
    assert_same(open_project(may.key, tmp_path), june)


def test_a_table_nothing_names_goes_only_after_a_while(tmp_path):
    saved = project()
    own = save(saved, tmp_path)
    table = next((own / TABLES).glob("*.parquet"))
    save(replace(saved, files=()), tmp_path)
    assert table.exists()
    os.utime(table, (0, table.stat().st_mtime - GRACE_SECONDS - 1))
    save(replace(saved, files=()), tmp_path)
    assert not table.exists()


def test_the_list_shows_the_last_saved_first_and_leaves_out_what_is_damaged(tmp_path):
    older, newer, broken = project(), replace(project(), name="B"), project()
    for one in (older, newer, broken):
        save(one, tmp_path)
    page = tmp_path / older.key / PAGE
    page.write_text(page.read_text().replace('"saved": "20', '"saved": "19'))
    (tmp_path / broken.key / PAGE).write_text("{")
    assert [entry.key for entry in projects(tmp_path)] == [newer.key, older.key]
    assert projects(tmp_path)[0].files == ("orders.csv",)


def test_nothing_is_listed_where_nothing_was_saved(tmp_path):
    assert projects(tmp_path / "nowhere") == []


@pytest.mark.parametrize("key", ["", "..", "../../etc/passwd", "a" * 15, "a/" * 10, "a" * 65])
def test_a_key_that_is_none_opens_nothing(key, tmp_path):
    with pytest.raises(UnknownName, match="leads to no project"):
        open_project(key, tmp_path)


def test_another_key_finds_nothing(tmp_path):
    save(project(), tmp_path)
    with pytest.raises(UnknownName, match="not on this machine"):
        open_project(new_key(), tmp_path)


@pytest.mark.parametrize(
    "page", ["", "{", "[]", "null", '{"format": 1}', '{"format": "1"}', "[" * 100_000, '{"format": 0}']
)
def test_a_damaged_page_is_said_to_be_damaged(page, tmp_path):
    saved = project()
    (save(saved, tmp_path) / PAGE).write_text(page)
    with pytest.raises(FileRefused, match="damaged"):
        open_project(saved.key, tmp_path)


def test_a_page_of_a_later_version_asks_for_that_version(tmp_path):
    saved = project()
    page = save(saved, tmp_path) / PAGE
    page.write_text(page.read_text().replace(f'"format": {FORMAT}', f'"format": {FORMAT + 1}'))
    with pytest.raises(FileRefused, match="later segattr"):
        open_project(saved.key, tmp_path)


def test_where_personal_data_are_hashed_nothing_saved_before_stays_on_the_disk(tmp_path):
    before = project(stored("a" * 16))
    own = save(before, tmp_path)
    plain = project(stored("b" * 16, raw=b""))
    save(replace(plain, key=before.key), tmp_path)
    assert len(list((own / TABLES).glob("a*"))) == 2  # another tab may still name them
    save(replace(plain, key=before.key, salt="a salt"), tmp_path)
    assert [place.name[0] for place in (own / TABLES).iterdir()] == ["b"]
    assert open_project(before.key, tmp_path).salt == "a salt"


def test_a_missing_or_cut_table_is_said(tmp_path):
    saved = project()
    table = next((save(saved, tmp_path) / TABLES).glob("*.parquet"))
    table.write_bytes(table.read_bytes()[:100])
    with pytest.raises(FileRefused, match="damaged"):
        open_project(saved.key, tmp_path)
    table.unlink()
    with pytest.raises(FileRefused, match="damaged"):
        open_project(saved.key, tmp_path)


def test_deleting_can_be_taken_back_until_the_next_one_is_deleted(tmp_path):
    one, other = project(), project()
    save(one, tmp_path), save(other, tmp_path)
    delete(one.key, tmp_path)
    assert [entry.key for entry in projects(tmp_path)] == [other.key]
    restore(one.key, tmp_path)
    assert_same(open_project(one.key, tmp_path), one)
    delete(one.key, tmp_path), delete(other.key, tmp_path)
    with pytest.raises(UnknownName, match="gone for good"):
        restore(one.key, tmp_path)


def test_home_is_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("SEGATTR_HOME", str(tmp_path))
    assert home() == tmp_path / "projects"
    monkeypatch.delenv("SEGATTR_HOME")
    assert home() == Path.home() / ".segattr" / "projects"


SAVING = """
import sys
from dataclasses import replace
from pathlib import Path
import pandas as pd
from tests.project.worlds import project, stored
from segattr.project.folder import save
first = replace(project(), key="k" * 22)
for turn in range(100_000):
    table = pd.DataFrame({"turn": [turn] * 20_000})
    files = (stored(f"{turn:016}", table=table),)
    save(replace(first, files=files, settings={"turn": turn}), Path(sys.argv[1]))
    print(turn, flush=True)
"""


@pytest.mark.parametrize("turns", [1, 3, 8])
def test_a_save_that_is_killed_leaves_a_project_that_is_whole(turns, tmp_path):
    saving = subprocess.Popen(
        [sys.executable, "-c", SAVING, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": "."},
    )
    for _ in range(turns):
        said = saving.stdout.readline()
    saving.send_signal(signal.SIGKILL)
    saving.wait()
    saving.stdout.close()
    found = open_project("k" * 22, tmp_path)
    assert found.settings["turn"] >= int(said)
    assert found.files[0].reading.table["turn"].unique().tolist() == [found.settings["turn"]]
