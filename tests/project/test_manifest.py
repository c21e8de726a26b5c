import json
from datetime import UTC, datetime

from segattr.project import manifest
from segattr.project.manifest import FORMAT, from_json, listed, to_json
from tests.project.worlds import ODD, assert_same, project


def test_a_page_is_plain_json_and_comes_back():
    saved = project()
    page = json.loads(json.dumps(to_json(saved, saved=datetime(2026, 3, 1, tzinfo=UTC))))
    assert_same(from_json(page, lambda _: ODD, lambda _: b"PK"), saved)
    assert listed(page).saved.year == 2026


def test_an_older_page_is_brought_up_to_date_step_by_step(monkeypatch):
    def named(page):
        return {**page, "format": FORMAT, "name": page["title"]}

    monkeypatch.setitem(manifest.MIGRATIONS, FORMAT - 1, named)
    page = to_json(project(), saved=datetime(2026, 3, 1, tzinfo=UTC))
    old = {**page, "format": FORMAT - 1, "title": "Old shop"}
    del old["name"]
    assert from_json(old, lambda _: ODD, lambda _: b"PK").name == "Old shop"


def test_a_project_from_before_anything_could_be_hashed_opens():
    page = to_json(project(), saved=datetime(2026, 3, 1, tzinfo=UTC))
    old = {**page, "format": 1}
    del old["salt"]
    assert_same(from_json(old, lambda _: ODD, lambda _: b"PK"), project())


def test_what_a_later_reading_knows_more_is_left_out():
    page = to_json(project(), saved=datetime(2026, 3, 1, tzinfo=UTC))
    page["files"][0]["seen"]["mood"] = "sunny"
    assert from_json(page, lambda _: ODD, lambda _: b"PK").files[0].reading.name == "orders.csv"
