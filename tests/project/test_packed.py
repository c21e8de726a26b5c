import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.errors import FileRefused
from segattr.project import packed
from segattr.project.folder import PAGE
from segattr.project.packed import pack, unpack
from tests.project.worlds import assert_same, project, stored


def test_a_project_moves_as_one_file_and_keeps_its_key_to_itself():
    moved = project(stored(role="conversions"), stored("b" * 16, "costs.csv"))
    file = pack(moved)
    found = unpack(io.BytesIO(file))
    assert_same(found, moved)
    assert found.key != moved.key
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert moved.key not in archive.read(PAGE).decode()


def test_a_file_of_another_kind_is_refused():
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("hello.txt", "x")
    for content in (b"", b"PK", b"a,b\n1,2\n", other.getvalue(), pack(project())[:-50]):
        with pytest.raises(FileRefused, match="no segattr project"):
            unpack(io.BytesIO(content))


def test_a_file_that_unpacks_into_too_much_is_refused_with_the_figure(monkeypatch):
    monkeypatch.setattr(packed, "MOST_BYTES", 1_000)
    with pytest.raises(FileRefused, match=r"at most 0 MB|unpacks into"):
        unpack(io.BytesIO(pack(project())))


def test_a_page_cannot_reach_beyond_its_file():
    hostile = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(pack(project()))) as archive, zipfile.ZipFile(hostile, "w") as out:
        for name in archive.namelist():
            content = archive.read(name)
            out.writestr(name, content.replace(b"a" * 16, b"../../../../etc/") if name == PAGE else content)
    with pytest.raises(ValueError, match="project"):
        unpack(io.BytesIO(hostile.getvalue()))


@given(st.binary(max_size=300), st.integers(0, 2_000))
def test_any_damage_ends_in_a_sentence_or_in_a_project(noise, place):
    content = bytearray(pack(project()))
    content[place : place + len(noise)] = noise
    try:
        unpack(io.BytesIO(bytes(content)))
    except ValueError as error:
        assert "project" in str(error)  # noqa: PT017
