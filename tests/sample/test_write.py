import json
from pathlib import Path

import pandas as pd
import pytest

from segattr.errors import FileRefused
from segattr.sample.kinds import KINDS
from segattr.sample.write import Sample, write_sample

SHIPPED = Path(__file__).parents[2] / "sample_data"
FILES = ["touchpoints.csv", "orders.csv", "customers.csv", "costs.csv", "truths.json"]


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_shipped_sample_is_what_its_recipe_makes_byte_for_byte(tmp_path):
    recipe = json.loads((SHIPPED / "truths.json").read_text(encoding="utf-8"))["recipe"]
    written = write_sample(KINDS[recipe["kind"]](recipe["size"], seed=recipe["seed"]), tmp_path)
    assert [path.name for path in written] == FILES
    for path in written:
        assert path.read_bytes() == (SHIPPED / path.name).read_bytes(), path.name


def test_the_shipped_sample_is_small_and_explained():
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 3_000_000
    explained = (SHIPPED / "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in explained for name in FILES)


def test_the_files_hold_the_tables(shop_of, tmp_path):
    sample = shop_of(2_000)
    write_sample(sample, tmp_path)
    for name, table in sample.tables.items():
        moments = [column for column in table if table[column].dtype.kind == "M"]
        read = pd.read_csv(tmp_path / f"{name}.csv", parse_dates=moments)
        pd.testing.assert_frame_equal(read, table, check_dtype=False)
    assert json.loads((tmp_path / "truths.json").read_text(encoding="utf-8")) == sample.truths


def test_dates_are_iso_and_lines_end_alike_everywhere(shop_of, tmp_path):
    write_sample(shop_of(2_000), tmp_path)
    touch = (tmp_path / "touchpoints.csv").read_bytes().splitlines()[1].decode()
    customer = (tmp_path / "customers.csv").read_bytes().splitlines()[1].decode()
    assert len(touch.split(",")[1]) == len("2026-03-01 00:00:00")
    assert len(customer.split(",")[1]) == len("2026-03-01")
    assert b"\r" not in (tmp_path / "touchpoints.csv").read_bytes()


def test_a_new_folder_is_made_and_an_old_sample_replaced(tmp_path):
    folder = tmp_path / "a" / "b"
    for revenue in (1.0, 2.5):
        write_sample(Sample({"orders": pd.DataFrame({"revenue": [revenue]})}, {}), str(folder))
    assert contents(folder) == {"orders.csv": b"revenue\n2.50\n", "truths.json": b"{}\n"}


def test_a_folder_that_is_a_file_is_refused_in_plain_words(tmp_path):
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(FileRefused, match=r"could not be written to .*taken.*Choose a folder"):
        write_sample(Sample({}, {}), tmp_path / "taken")
    assert (tmp_path / "taken").read_text() == "mine"


def test_a_write_that_fails_leaves_the_old_sample_whole(tmp_path, monkeypatch):
    write_sample(Sample({"orders": pd.DataFrame({"revenue": [1.0]})}, {}), tmp_path)
    before = contents(tmp_path)
    write_bytes = Path.write_bytes

    def full(path, text):
        if path.name == "truths.json":
            raise OSError(28, "No space left on device")
        return write_bytes(path, text)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(FileRefused, match="No space left on device"):
        write_sample(Sample({"orders": pd.DataFrame({"revenue": [2.0]})}, {}), tmp_path)
    assert contents(tmp_path) == before
