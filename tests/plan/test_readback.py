import pandas as pd
import pytest

import segattr as sa
from segattr.errors import MissingColumn, UnreadableValues, UnsuitableData
from segattr.exports.delimited import to_csv
from segattr.exports.document import Document
from segattr.io.readers import read_table
from segattr.plan.audiences import audience
from segattr.plan.control import Control
from segattr.plan.readback import read_back
from segattr.statistics.intervals import newcombe, wilson

DAY = "2026-03-31"


def a_list(reached, control, *, ids="p"):
    rows = [(f"{ids}{i}", "reached" if i < reached else "control") for i in range(reached + control)]
    table = pd.DataFrame(rows, columns=["customer_id", "group"])
    return table.assign(audience="VIP", segment="gold", exported=DAY)


def later(listed, converted, *, before=()):
    """Data that go on: who ordered after the list was made, and who before only."""
    people = pd.DataFrame({"customer_id": [*listed["customer_id"], "other"]})
    rows = [(who, "2026-04-10", 20.0) for who in converted] + [(who, DAY, 99.0) for who in before]
    orders = pd.DataFrame([*rows, ("other", "2026-04-20", 5.0)], columns=["customer_id", "ts", "value"])
    return sa.load(customers=people, conversions=orders)


def test_rates_and_their_difference_are_wilsons_and_newcombes():
    listed = a_list(400, 100)
    buyers = [f"p{i}" for i in (*range(60), *range(400, 405))]
    found = read_back(listed, later(listed, buyers, before=["p399", "p499"]))
    rows = found.rows.set_index("group")
    assert rows.loc["reached", ["people", "converters"]].tolist() == [400, 60]
    assert rows.loc["control", ["people", "converters"]].tolist() == [100, 5]
    assert rows.loc["reached", "low"] == pytest.approx(float(wilson(60, 400)[0]))
    low, high = newcombe(60, 400, 5, 100)
    assert found.difference.difference == pytest.approx(0.15 - 0.05)
    assert (found.difference.difference_low, found.difference.difference_high) == pytest.approx((low, high))
    assert found.verdict == "more"
    assert rows.loc["reached", "value"] == pytest.approx(60 * 20 / 400)
    assert found.since == pd.Timestamp("2026-04-01", tz="UTC")
    assert found.name == "VIP"


def test_a_difference_within_chance_is_called_so_and_its_size_is_said():
    listed = a_list(100, 100)
    found = read_back(listed, later(listed, [f"p{i}" for i in (*range(12), *range(100, 110))]))
    assert found.verdict == "chance"
    assert 0.05 < found.visible < 0.3
    assert found.needed > 1_000


def test_fewer_than_thirty_in_a_group_are_too_few_to_say():
    listed = a_list(300, 10)
    assert read_back(listed, later(listed, [f"p{i}" for i in range(200)])).verdict == "few"


def test_without_a_control_nothing_is_measured():
    listed = a_list(50, 0)
    found = read_back(listed, later(listed, ["p1"]))
    assert found.verdict == "unmeasured"
    assert found.difference is None


def test_everybody_on_the_list_counts_and_strangers_are_counted_apart():
    listed = a_list(50, 40)
    data = later(listed.head(80), ["p1"])
    found = read_back(listed, data)
    assert found.rows["people"].sum() == 80
    assert found.unknown == 10


def test_another_day_may_be_named():
    listed = a_list(40, 40)
    data = later(listed, ["p1"], before=["p2", "p50"])
    found = read_back(listed.drop(columns="exported"), data, since=DAY)
    assert found.rows["converters"].sum() == 3


def test_a_list_comes_back_from_its_file_with_ids_that_look_like_formulas():
    labels = pd.Series("gold", index=["=1+1", "-7", "00123", *[f"p{i}" for i in range(60)]])
    dataset = sa.load(customers=pd.DataFrame({"customer_id": labels.index}))
    made = audience(dataset, labels, "gold", control=Control(0.5))
    rows = made.rows.assign(exported=DAY)
    brought = read_table(_file(rows), name="audience.csv").table
    orders = pd.DataFrame({"customer_id": ["=1+1", "00123"], "ts": "2026-04-10"})
    found = read_back(brought, dataset.with_(conversions=sa.load(conversions=orders).conversions))
    assert found.unknown == 0
    assert found.rows["converters"].sum() == 2


def _file(rows):
    from io import BytesIO

    return BytesIO(to_csv(Document(rows, name="a", title="")))


def test_other_files_are_refused_in_words():
    listed = a_list(40, 40)
    data = later(listed, ["p1"])
    with pytest.raises(MissingColumn, match="has no column 'group'"):
        read_back(listed.drop(columns="group"), data)
    with pytest.raises(UnreadableValues, match="can say reached or control"):
        read_back(listed.assign(group="A"), data)
    with pytest.raises(MissingColumn, match="on which day"):
        read_back(listed.drop(columns="exported"), data)
    with pytest.raises(UnsuitableData, match="no order from"):
        read_back(listed.assign(exported="2026-12-31"), data)
    with pytest.raises(UnsuitableData, match="Nobody of this list"):
        read_back(a_list(40, 40, ids="q"), data)
