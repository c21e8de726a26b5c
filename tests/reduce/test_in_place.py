"""Files read where they lie give what loading them gives, or are refused with what would change."""

import stat
import tempfile
from pathlib import Path

import pandas as pd
import pytest

import segattr as sa
from segattr.errors import FileRefused, MissingColumn, UnsuitableData
from segattr.reduce.engines import connect
from segattr.reduce.in_place import frames_in_place
from tests.reduce.logs import frames, seeded
from tests.reduce.unpacked import differences, unpacked

DAYS = pd.to_datetime(["2026-03-01", "2026-03-02", "2026-03-02"])
TOUCHES = pd.DataFrame({"customer_id": ["a", "a", "b"], "ts": DAYS, "channel": ["Email", "Search", "Email"]})
ORDERS = pd.DataFrame({"customer_id": ["a"], "ts": pd.to_datetime(["2026-03-03"]), "value": [40.0]})


def written(folder, **tables):
    paths = {role: folder / f"{role}.parquet" for role in tables}
    for role, path in paths.items():
        tables[role].to_parquet(path, index=False)
    return paths


def reduced(paths, **settings):
    return sa.summarise(**frames_in_place(paths, connect("1GB")), **settings)


@pytest.mark.parametrize("seed", [1, *(pytest.param(n, marks=pytest.mark.slow) for n in (0, 2, 3))])
def test_a_log_read_in_place_gives_the_summary_of_the_log_loaded(seed, tmp_path):
    log = {role: t for role, t in frames(seeded(seed, people=20, touches=80)[0]).items() if t is not None}
    events = {role: log[role].drop(columns="row", errors="ignore") for role in ("touchpoints", "conversions")}
    paths = written(tmp_path, **events)
    window = [sa.Window(), sa.Window(7, reuse=True, markov_order=2)][seed % 2]
    found = unpacked(reduced(paths, window=window, by_month=True))
    wanted = unpacked(sa.summarise(sa.load(**paths), window=window, by_month=True, memory="1GB"))
    odd = {name: differences(wanted[name], table) for name, table in found.items()}
    assert not any(odd.values()), odd


def test_headers_of_ones_own_blanks_and_zones_are_read_as_loading_reads_them(tmp_path):
    touches = TOUCHES.assign(channel=["Email", "", None], ts=TOUCHES["ts"].dt.tz_localize("Europe/Berlin"))
    named = touches.rename(columns={"customer_id": "User", "ts": "When", "channel": "Channel"})
    numbered = named.assign(User=[1, 1, None])
    paths = written(tmp_path, touchpoints=named, conversions=ORDERS)
    assert reduced(paths).channels == sa.summarise(sa.load(**paths)).channels == ("(unknown)", "Email")
    with pytest.raises(UnsuitableData, match="DOUBLE"):  # a number with a point is no id yet
        reduced(written(tmp_path, touchpoints=numbered, conversions=ORDERS))


def test_the_files_order_breaks_ties(tmp_path):
    one_moment = TOUCHES.assign(customer_id="a", ts=DAYS[0], channel=["Search", "Email", "Display"])
    paths = written(tmp_path, touchpoints=one_moment, conversions=ORDERS)
    credit = sa.attribute(reduced(paths), ["first", "last"])
    earned = credit[credit["conversions"] > 0].set_index("model")["channel"].to_dict()
    assert earned == {"first": "Search", "last": "Display"}


def test_a_mapping_wins_over_what_is_proposed(tmp_path):
    paths = written(tmp_path, touchpoints=TOUCHES.assign(source=["x", "y", "z"]), conversions=ORDERS)
    said = {"touchpoints": {"channel": "source"}}
    found = frames_in_place(paths, connect(), mapping=said)["touchpoints"]
    assert [row[2] for row in found.fetchall()] == ["x", "y", "z"]
    with pytest.raises(MissingColumn, match="no column 'medium'"):
        frames_in_place(paths, connect(), mapping={"touchpoints": {"channel": "medium"}})


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("customer_id", ["a", " b", "c"], "1 of 'customer_id'"),
        ("customer_id", ["a", "NULL", "c"], "1 of 'customer_id'"),
        ("customer_id", ["1.0", "2.0", "3.0"], "3 of 'customer_id'"),
        ("channel", ["Email", "  ", "Email"], "1 of 'channel'"),
        ("ts", ["2026-03-01", "2026-03-02", "2026-03-02"], "'ts' in touchpoints.parquet is VARCHAR"),
        ("file_row_number", [1, 2, 3], "one is called file_row_number"),
    ],
)
def test_what_reading_would_change_is_refused(column, values, said, tmp_path):
    paths = written(tmp_path, touchpoints=TOUCHES.assign(**{column: values}), conversions=ORDERS)
    with pytest.raises(UnsuitableData, match=said):
        frames_in_place(paths, connect())


def test_a_tools_export_is_put_together_on_reading_and_so_refused(tmp_path):
    calls = TOUCHES.assign(anonymous_id="x", received_at=DAYS, context_campaign_source="s")
    with pytest.raises(UnsuitableData, match="a Segment warehouse table"):
        frames_in_place(written(tmp_path, touchpoints=calls), connect())


def test_an_infinite_amount_another_table_and_no_parquet_are_refused(tmp_path):
    endless = pd.concat([ORDERS, ORDERS.assign(value=float("inf"))])
    with pytest.raises(UnsuitableData, match="1 of 'value'"):
        frames_in_place(written(tmp_path, conversions=endless), connect())
    with pytest.raises(UnsuitableData, match="no Parquet file of touchpoints"):
        frames_in_place({"costs": tmp_path / "conversions.parquet"}, connect())
    (broken := tmp_path / "touchpoints.parquet").write_bytes(b"PAR1")
    with pytest.raises(FileRefused, match="damaged"):
        frames_in_place({"touchpoints": broken}, connect())
    written(tmp_path, touchpoints=TOUCHES.iloc[:0])
    with pytest.raises(FileRefused, match="no row"):
        frames_in_place({"touchpoints": broken}, connect())


def test_a_file_with_signs_a_search_would_read_is_found_by_its_own_name(tmp_path):
    TOUCHES.to_parquet(path := tmp_path / "t[1]*'.parquet")
    assert len(frames_in_place({"touchpoints": path}, connect())["touchpoints"].fetchall()) == 3


def test_what_the_engine_puts_on_disk_lies_where_nobody_else_reads_it():
    ((folder,),) = connect("1GB").sql("SELECT current_setting('temp_directory')").fetchall()
    assert Path(folder).parent == Path(tempfile.gettempdir())
    assert stat.S_IMODE(Path(folder).stat().st_mode) == 0o700
