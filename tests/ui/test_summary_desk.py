"""A Summary among a visitor's files: when it is used, what stands beside it, and that it is kept."""

import json
from dataclasses import replace
from io import BytesIO

import pandas as pd
import pytest

import segattr as sa
from segattr.io.reading import Reading
from segattr.project.folder import open_project, save
from segattr.project.packed import pack, unpack
from segattr.ui.choices import Choices
from segattr.ui.desk import Desk, assembled
from segattr.ui.hashes import with_hashes
from segattr.ui.newcomers import with_strangers_apart
from segattr.ui.project_form import choices_of, desk_of, project_of
from segattr.ui.summary_opened import ROLE, OpenedSummary
from segattr.ui.upload import Upload, understood
from segattr.ui.upload_read import read_upload

PATHS = pd.DataFrame({"path": ["Ads > Email", "Email"], "conversions": [3, 1], "nulls": [5, 9]})
ID = "0123456789abcdef"


@pytest.fixture(scope="module")
def contents(tmp_path_factory):
    """Two Summaries, as bytes."""
    folder = tmp_path_factory.mktemp("made")
    made = [sa.summarise(sa.load(paths=paths)) for paths in (PATHS, PATHS.head(1))]
    return [summary.save(folder / f"{place}.summary").read_bytes() for place, summary in enumerate(made)]


def brought(content, id=ID, name="client.summary", salt=""):
    return read_upload(Upload(id, name, raw=content), salt=salt)


def exported(id="b" * 16):
    paths = PATHS.astype("str")
    return understood(Upload(id, "paths.csv", Reading("paths.csv", paths)))


def test_a_summary_alone_is_worked_on_under_the_name_of_its_file(contents):
    opened, desk = assembled(Desk((brought(contents[0]),)))
    assert isinstance(opened, OpenedSummary)
    assert desk.dataset_key == opened.key
    assert [upload.name for upload in desk.in_use] == ["client.summary"]
    assert desk.called == "client"
    assert desk.idle == ()
    assert desk.receipts[ROLE].name == "client.summary"


def test_files_with_rows_come_before_a_summary_whatever_the_order(contents):
    files = (brought(contents[0]), exported())
    for order in (files, files[::-1]):
        dataset, desk = assembled(Desk(order))
        assert list(dataset.tables) == ["paths"]
        assert [upload.name for upload in desk.in_use] == ["paths.csv"]
    assert isinstance(assembled(desk.without("b" * 16))[0], OpenedSummary)


def test_of_two_summaries_one_is_used_and_another_can_be_chosen(contents):
    both = Desk((brought(contents[0]), brought(contents[1], id="c" * 16, name="another.summary")))
    first, desk = assembled(both)
    assert [upload.name for upload in desk.in_use] == ["another.summary"]
    assert not desk.rivals[ROLE].settled
    second, desk = assembled(replace(desk, chosen={ROLE: ID}))
    assert [upload.name for upload in desk.in_use] == ["client.summary"]
    assert first.key != second.key


def test_a_summary_refused_says_why_and_costs_no_other(contents):
    _, desk = assembled(Desk((brought(b"PK", name="bad.summary"), exported())))
    bad = desk.find(ID)
    assert bad.problem.startswith("bad.summary is not a segattr Summary, or it is damaged")
    assert (bad.reading, bad.raw) == (None, b"")
    assert desk.idle == (bad,)
    assert [upload.name for upload in desk.in_use] == ["paths.csv"]


def test_exports_that_come_later_are_not_mixed_with_a_summary_unasked(contents):
    _, here = assembled(Desk((brought(contents[0]),)))
    grown = with_strangers_apart(here, here.with_upload(exported()))
    assert [upload.name for upload in grown.newcomers] == ["paths.csv"]


@pytest.mark.parametrize("salt", ["", "a salt"])
def test_it_is_found_again_in_the_project_on_disk_and_in_its_file(contents, salt, tmp_path):
    desk = Desk((brought(contents[0], salt=salt),))
    desk = with_hashes(desk, salt=salt) if salt else desk
    wanted, desk = assembled(desk)
    chosen = Choices(project="Q3", models=("last", "linear"))
    project = project_of("k" * 22, desk, chosen)
    save(project, tmp_path)
    for found in (open_project("k" * 22, tmp_path), unpack(BytesIO(pack(project)))):
        opened, again = assembled(desk_of(found))
        assert opened.key == wanted.key
        assert again.find(desk.uploads[0].id).name == "client.summary"
        assert choices_of(found).models == chosen.models
    page = (tmp_path / ("k" * 22) / "project.json").read_text()
    assert [file["seen"]["name"] for file in json.loads(page)["files"]] == ["client.summary"]


def test_there_are_no_addresses_in_it_to_ask_about(contents):
    upload = brought(contents[0])
    assert (upload.personal, upload.rows, upload.others) == ((), 0, [])
