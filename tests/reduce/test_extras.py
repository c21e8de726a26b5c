"""What is missing is said when it is used, in one line that can be typed."""

import sys
import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from segattr.errors import UnsuitableData
from segattr.reduce import extras
from segattr.reduce.on_ibis import grouped, kept

ROOT = Path(__file__).parents[2]


def test_a_missing_package_is_named_with_the_line_to_type(monkeypatch):
    monkeypatch.setitem(sys.modules, "ibis", None)
    with pytest.raises(UnsuitableData) as error:
        grouped(None)
    told = 'Frames of this engine need ibis, which is not installed. Type: pip install "segattr[warehouse]"'
    assert str(error.value) == told
    assert error.value.facts["extra"] == "warehouse"


@pytest.mark.parametrize("found", ["30.18", "30.29.0", "31.0.1", None])
def test_a_writer_of_sql_that_ibis_cannot_use_is_said_before_anything_is_kept(monkeypatch, found):
    def version(package):
        if found is None:
            raise PackageNotFoundError(package)
        return found

    monkeypatch.setattr(extras, "version", version)
    with pytest.raises(UnsuitableData, match=r'Type: pip install "segattr\[warehouse\]"$'):
        kept(None)


def test_a_writer_of_sql_that_ibis_can_use_is_no_error(monkeypatch):
    monkeypatch.setattr(extras, "version", lambda _: "30.17.2")
    extras.must_keep_tables()


@pytest.mark.parametrize("name", ["spark", "warehouse"])
def test_every_extra_that_is_told_exists_with_a_floor_and_a_cap(name):
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [file] = settings["tool"]["setuptools"]["dynamic"]["optional-dependencies"][name]["file"]
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    wanted = [line.partition("#")[0].strip() for line in lines]
    assert all(">=" in line and "<" in line for line in wanted if line)
    assert any(wanted)
