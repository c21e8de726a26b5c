"""What a user names becomes a segmentation; a saved one comes back as it was."""

import json
from pathlib import Path

import pytest

from segattr.errors import FileRefused, UnknownName
from segattr.segments.columns import Columns
from segattr.segments.registry import SEGMENTATIONS, find_segmentation, open_segmentation, save_segmentation
from segattr.segments.segmentation import Segmentation

LAYERED = Columns(("Gerät", "visitor type"))


def test_names_become_columns_and_definitions_stay_what_they_are():
    assert find_segmentation("visitor") == Columns(("visitor",))
    assert find_segmentation(" visitor , device,") == Columns(("visitor", "device"))
    assert find_segmentation(LAYERED) is LAYERED
    assert find_segmentation(None) is None


@pytest.mark.parametrize("nothing", ["", " ", ",", " , "])
def test_naming_no_column_is_refused(nothing):
    with pytest.raises(UnknownName, match="No column was named"):
        find_segmentation(nothing)


def test_a_saved_definition_comes_back_as_it_was(tmp_path):
    path = save_segmentation(LAYERED, tmp_path / "segments.json")
    assert find_segmentation(path) == find_segmentation(str(path)) == open_segmentation(path) == LAYERED
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "format": 1,
        "kind": "columns",
        "columns": ["Gerät", "visitor type"],
    }
    save_segmentation(Columns(("other",)), path)
    assert open_segmentation(path) == Columns(("other",))
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_save_leaves_the_old_definition(tmp_path):
    path = save_segmentation(LAYERED, tmp_path / "segments.json")
    with pytest.raises(TypeError):
        save_segmentation(Columns((object(),)), path)
    assert open_segmentation(path) == LAYERED


@pytest.mark.parametrize("kind", SEGMENTATIONS)
def test_every_kind_is_named_in_its_definition(kind):
    made = SEGMENTATIONS["columns"](LAYERED.to_json())
    assert isinstance(made, Segmentation)
    assert LAYERED.to_json()["kind"] in SEGMENTATIONS
    assert kind


@pytest.mark.parametrize(
    "text",
    [
        "nope",
        "[1]",
        '"columns"',
        '{"format": 1}',
        '{"format": 1, "kind": "magic"}',
        '{"format": 1, "kind": ["columns"]}',
        '{"format": 1, "kind": "columns"}',
        '{"format": 1, "kind": "columns", "columns": null}',
        '{"format": 1, "kind": "columns", "columns": []}',
        '{"format": 1, "kind": "columns", "columns": "visitor"}',
        '{"format": 1, "kind": "columns", "columns": [1]}',
    ],
)
def test_what_is_no_definition_is_refused(tmp_path, text):
    path = tmp_path / "segments.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileRefused, match=r"segments\.json is not a segment definition this version knows"):
        open_segmentation(path)


def test_bytes_that_are_no_text_and_folders_are_refused(tmp_path):
    path = tmp_path / "segments.json"
    path.write_bytes(b"\xff\xfe\x00{")
    for wrong in (path, tmp_path):
        with pytest.raises(FileRefused, match="not a segment definition"):
            open_segmentation(wrong)


@pytest.mark.parametrize("text", ["{}", '{"format": 2, "kind": "hologram"}'])
def test_another_format_says_to_save_again(tmp_path, text):
    path = tmp_path / "segments.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileRefused, match="another format than 1; save the definition again"):
        open_segmentation(path)


def test_a_missing_definition_is_called_missing():
    with pytest.raises(FileRefused, match=r"no file nowhere\.json"):
        find_segmentation(Path("nowhere.json"))
    with pytest.raises(FileRefused, match=r"no file nowhere\.json"):
        find_segmentation("nowhere.json")
