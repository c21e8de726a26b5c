"""The Summary as a file: whole again when opened, refused when it is not one, and nobody's name in it."""

import io
import json
import struct
import zipfile
from math import inf

import pandas as pd
import pyarrow.parquet as pq
import pytest

from segattr.attribution.attribute import attribute
from segattr.attribution.registry import MODELS
from segattr.errors import FileRefused
from segattr.reduce import summary_file
from segattr.reduce.paths import summarise_paths
from segattr.reduce.summarise import summarise
from segattr.reduce.summary import Summary, open_summary
from segattr.reduce.window import Window
from tests.reduce.rows import cells, customers, orders, touches


@pytest.fixture(scope="module")
def summary():
    return made(
        Window(inf, 2.5, direct=("Direct", "Email"), reuse=True, open_journeys="exclude", markov_order=2)
    )


def made(window=None, *, people=30, bought=True):
    names = [f"secret-{i:05d}" for i in range(people)]
    moments = [f"2024-03-{1 + i % 27:02d}" for i in range(people)]
    seen = [
        (n, m, ("Email", "Direct", "Søgning")[i % 3])
        for i, (n, m) in enumerate(zip(names, moments, strict=True))
    ]
    again = [(n, "2024-03-28", "Search") for n in names[::4]]
    buyers = [*names[::2], "secret-stranger"] if bought else []
    return summarise(
        touchpoints=touches(*seen, *again),
        conversions=orders(*((n, "2024-03-29", 20) for n in buyers), lead_ts=["2024-03-28"] * len(buyers)),
        customers=customers(**{n: ("10", "9", "")[i % 3] for i, n in enumerate([*names, "secret-outsider"])}),
        segmentation="tier",
        window=window,
        by_month=True,
    )


def assert_same_tables(found, expected):
    assert found.keys() == expected.keys()
    for name, table in expected.items():
        pd.testing.assert_frame_equal(found[name], table, check_exact=True)


def test_a_saved_summary_opens_as_it_was(summary, tmp_path):
    found = open_summary(summary.save(tmp_path / "client.summary"))
    assert_same_tables(found.tables, summary.tables)
    for setting in ("window", "segmentation", "touch_by", "folded", "channels", "timed", "as_of", "segments"):
        assert getattr(found, setting) == getattr(summary, setting)
    for credit in (lambda s: attribute(s, list(MODELS), interval=True), lambda s: attribute(s + s, "linear")):
        pd.testing.assert_frame_equal(credit(found), credit(summary), check_exact=True)


def test_names_survive_where_a_table_has_no_row(tmp_path):
    nobody = made(bought=False)
    found = open_summary(nobody.save(tmp_path / "client.summary"))
    assert_same_tables(found.tables, nobody.tables)
    assert found.segments == nobody.segments == ("9", "10", "(unknown)")
    assert found.attributed.to_dict() == {"9": 0, "10": 0, "(unknown)": 0}


def test_a_file_can_be_an_open_one(summary, tmp_path):
    packed = summary.save(str(tmp_path / "client.summary")).read_bytes()
    assert open_summary(io.BytesIO(packed)).segments == summary.segments


def everything_in(path):
    """The file's bytes, its members, and every cell and note of its tables, as one text."""
    texts = [path.read_bytes().decode("latin-1")]
    with zipfile.ZipFile(path) as archive:
        for member in archive.namelist():
            packed = archive.read(member)
            texts.append(packed.decode("latin-1"))
            if member.endswith(".parquet"):
                table = pq.read_table(io.BytesIO(packed))
                texts += [str(table.schema.metadata), str(table.to_pylist())]
    return "\n".join(texts)


def test_no_customer_is_in_the_file(summary, tmp_path):
    text = everything_in(summary.save(tmp_path / "client.summary"))
    assert "Email" in text  # the search reaches into the tables
    assert "secret" not in text


def test_cells_that_count_few_are_left_out(summary, tmp_path):
    kept = open_summary(summary.save(tmp_path / "few.summary", min_count=3))
    before, after = (
        cells(s.positions, "segment", "month", "repeat", "channel", "position", "length")
        for s in (summary, kept)
    )
    assert after == {cell: count for cell, count in before.items() if count >= 3}
    assert 0 < len(after) < len(before)
    sets = kept.sets.groupby(["segment", "month", "channels"], observed=True)["journeys"].sum()
    assert sets.min() >= 3
    assert_same_tables(
        open_summary(summary.save(tmp_path / "all.summary", min_count=1)).tables, summary.tables
    )


def test_months_with_enough_converters_stay_when_small_cells_go(tmp_path):
    kept = open_summary(made(people=60).save(tmp_path / "few.summary", min_count=8))
    sums = kept.rates.groupby("month")[["people", "converters"]].sum()
    assert sums.loc[202403, "converters"] == 30
    assert sums.loc[0, "people"] == 61


def members(summary, tmp_path):
    with zipfile.ZipFile(summary.save(tmp_path / "good.summary")) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed_as(tmp_path, parts):
    path = tmp_path / "client.summary"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def settings_with(**changes):
    return lambda settings: json.dumps({**settings, **changes})


def settings_without(name):
    return lambda settings: json.dumps({key: value for key, value in settings.items() if key != name})


@pytest.mark.parametrize(
    "rewritten",
    [
        lambda _: "[1]",
        lambda _: "{",
        settings_without("window"),
        settings_without("folded"),
        settings_with(window={"lookback_days": 30, "direct": [], "made_up": 1}),
        settings_with(window={"lookback_days": -1, "direct": []}),
        settings_with(window={"lookback_days": "x", "direct": []}),
    ],
)
def test_settings_that_are_not_ours_are_refused(summary, tmp_path, rewritten):
    parts = members(summary, tmp_path)
    parts["settings.json"] = rewritten(json.loads(parts["settings.json"]))
    with pytest.raises(FileRefused, match=r"client\.summary is not a segattr Summary, or it is damaged"):
        open_summary(packed_as(tmp_path, parts))


def test_a_later_format_says_to_update(summary, tmp_path):
    parts = members(summary, tmp_path)
    parts["settings.json"] = settings_with(format=2)(json.loads(parts["settings.json"]))
    with pytest.raises(FileRefused, match=r"format 2.*reads format 1.*Update segattr"):
        open_summary(packed_as(tmp_path, parts))


def test_what_is_no_summary_is_refused(summary, tmp_path):
    whole = summary.save(tmp_path / "client.summary").read_bytes()
    text, half, other = (tmp_path / name for name in ("text", "half", "other"))
    text.write_text("customer_id,ts\n")
    half.write_bytes(whole[: len(whole) // 2])
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("holiday.jpg", b"\xff\xd8")
    for path in (text, half, other, tmp_path):
        with pytest.raises(FileRefused, match="not a segattr Summary, or it is damaged"):
            open_summary(path)


def test_a_missing_file_is_called_missing(tmp_path):
    with pytest.raises(FileRefused, match=r"no file nowhere\.summary"):
        open_summary(tmp_path / "nowhere.summary")


@pytest.mark.parametrize("place", [0.3, 0.5, 0.7])
@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_damaged_file_is_refused_wherever_it_is_damaged(summary, tmp_path, place, packing):
    parts, path = members(summary, tmp_path), tmp_path / "client.summary"
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    whole = bytearray(path.read_bytes())
    at = int(len(whole) * place)
    whole[at : at + 40] = bytes(byte ^ 0x5A for byte in whole[at : at + 40])
    path.write_bytes(whole)
    with pytest.raises(FileRefused, match="damaged"):
        open_summary(path)


def test_a_file_that_would_unpack_to_over_a_gigabyte_is_not_unpacked(summary, tmp_path):
    path = packed_as(tmp_path, members(summary, tmp_path))
    whole = bytearray(path.read_bytes())
    entry = whole.index(b"PK\x01\x02")  # the directory says how large each member claims to be
    whole[entry + 24 : entry + 28] = struct.pack("<I", (1 << 30) + 1)
    path.write_bytes(whole)
    with pytest.raises(FileRefused, match="unpacks to over 1024 MB"):
        open_summary(path)


def test_a_save_that_fails_leaves_the_old_file_and_nothing_else(summary, tmp_path, monkeypatch):
    path = summary.save(tmp_path / "client.summary")
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(summary_file, "_large_enough", full)
    with pytest.raises(OSError, match="No space left"):
        summary.save(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_summary_without_times_stays_one(tmp_path):
    paths = summarise_two_paths()
    found = open_summary(paths.save(tmp_path / "paths.summary"))
    assert_same_tables(found.tables, paths.tables)
    assert not found.timed
    assert isinstance(found, Summary)


def summarise_two_paths():
    return summarise_paths(
        pd.DataFrame({"path": ["A > B", "B"], "conversions": [1.0, 2.0], "nulls": [3.0, 4.0]})
    )
