"""Counted paths: the same tables as from the touches they were counted from."""

from pathlib import Path

import pandas as pd
import pytest

from segattr.attribution.attribute import attribute
from segattr.errors import UnknownName, UnsuitableData
from segattr.reduce.paths import summarise_paths
from segattr.reduce.summarise import summarise
from segattr.reduce.window import Window
from segattr.segments.columns import Columns
from tests.conftest import quickest
from tests.reduce.rows import cells
from tests.reduce.unpacked import differences, unpacked

GOLDEN = Path(__file__).parents[1] / "golden" / "attribution"


@pytest.fixture(scope="module")
def paths():
    counted = pd.read_csv(GOLDEN / "synth_paths.csv", sep=";")
    return counted.set_axis(["path", "conversions", "value", "nulls"], axis=1)


@pytest.fixture(scope="module")
def log():
    seen = pd.read_csv(GOLDEN / "synth_touchpoints.csv", parse_dates=["ts"]).rename(
        columns={"user_id": "customer_id"}
    )
    bought = pd.read_csv(GOLDEN / "synth_conversions.csv", parse_dates=["ts"]).rename(
        columns={"user_id": "customer_id"}
    )
    return quickest()(touchpoints=seen.assign(row=range(len(seen))), conversions=bought)


def without_keys(table):
    """Cells summed over what paths do not carry: customer groups, repeats and months."""
    sums = {}
    for (segment, _, _, _, *key), measures in table.items():
        before = sums.get((segment, *key), [0] * len(measures))
        sums[(segment, *key)] = [float(a + b) for a, b in zip(before, measures, strict=True)]
    return sums


def test_paths_give_the_tables_of_the_touches_they_were_counted_from(paths, log):
    window = Window(lookback_days=None, markov_order=2)
    counted, walked = (
        unpacked(summarise_paths(paths, window=window)),
        unpacked(summarise(**log, window=window)),
    )
    for name in ("transitions", "set_sizes", "positions", "non_direct", "conversions"):
        assert not differences(without_keys(counted[name]), without_keys(walked[name])), name
    for name in ("sets", "paths"):
        found = {key: measures[:2] for key, measures in counted[name].items()}
        assert found == {key: measures[:2] for key, measures in walked[name].items()}, name


@pytest.mark.parametrize("order", [1, 3, 4])
def test_markov_states_of_any_order_agree(paths, log, order):
    window = Window(lookback_days=None, markov_order=order)
    counted = unpacked(summarise_paths(paths, window=window))["transitions"]
    walked = unpacked(summarise(**log, window=window, tables=["transitions"]))["transitions"]
    assert not differences(without_keys(counted), without_keys(walked))


MODELS = {
    "first": "first",
    "last": "last",
    "linear": "linear",
    "u_shaped": "position_40_20_40",
    "j_shaped": "J_20_20_60",
    "inverse_j": "inverseJ_60_20_20",
    "last_non_direct": "last_non_direct",
}


@pytest.mark.parametrize("model", MODELS)
def test_credit_of_counted_paths_is_the_reference(paths, model):
    reference = pd.read_csv(GOLDEN / "synth__ref_heuristic.csv", index_col="channel")
    credit = attribute(summarise_paths(paths), model).set_index("channel")
    expected = reference[[f"{MODELS[model]}__conv", f"{MODELS[model]}__value"]].set_axis(
        ["conversions", "value"], axis=1
    )
    pd.testing.assert_frame_equal(
        credit[["conversions", "value"]].sort_index(),
        expected.sort_index(),
        rtol=1e-9,
        check_index_type=False,
    )


def test_segments_are_the_paths_own_columns_in_order():
    paths = pd.DataFrame(
        {
            "path": ["A", "A > B", "B", "B"],
            "conversions": [1.0, 2.0, 4.0, 8.0],
            "size": ["10", "9", None, ""],
            "new": [True, True, False, False],
        }
    )
    summary = summarise_paths(paths, Columns(("size",)))
    assert summary.segments == ("9", "10", "(unknown)")
    assert summary.attributed.to_dict() == {"9": 2, "10": 1, "(unknown)": 12}
    layered = summarise_paths(paths, Columns(("size", "new")))
    assert set(layered.segments) == {"10 · True", "9 · True", "(unknown) · False"}
    assert layered.segmentation == "size × new"


def test_a_blank_path_is_a_conversion_without_a_touch():
    paths = pd.DataFrame({"path": ["", "A"], "conversions": [3.0, 1.0], "value": [30.0, 5.0]})
    summary = summarise_paths(paths)
    assert summary.attributed.to_dict() == {"all": 1}
    assert cells(summary.positions, "channel") == {"A": 1}
    assert summary.conversions[["no_touch", "no_touch_value", "value"]].to_numpy().tolist() == [[3, 30, 35]]


def test_nothing_but_blank_paths_credits_nobody():
    credit = attribute(summarise_paths(pd.DataFrame({"path": [""], "conversions": [3.0]})), "linear")
    assert credit[["channel", "conversions", "share"]].to_numpy().tolist() == [["(no touch)", 3, 1]]


def test_value_without_a_conversion_credits_nobody():
    paths = pd.DataFrame(
        {"path": ["A", "B"], "conversions": [0.0, 1.0], "value": [99.0, 5.0], "nulls": [4.0, None]}
    )
    summary = summarise_paths(paths)
    credit = attribute(summary, ["first", "last_non_direct"])
    assert credit["value"].tolist() == [5, 5]
    assert summary.conversions["value"].sum() == 5


def test_only_what_stands_between_arrows_is_a_channel():
    paths = pd.DataFrame({"path": ["Paid > Paid Search > A>B"], "conversions": [1.0]})
    assert summarise_paths(paths).channels == ("A>B", "Paid", "Paid Search")


def test_over_31_channels_fold_on_paths_too():
    paths = pd.DataFrame({"path": [f"c{i:02d} > c00" for i in range(40)], "conversions": 1.0})
    summary = summarise_paths(paths)
    assert summary.folded[-1] == "10 others"
    assert len(summary.folded) == 31
    assert summary.sets["journeys"].sum() == 40
    assert len(summary.channels) == 40


@pytest.mark.parametrize(("wanted", "says"), [("colour", "no column 'colour'.*Found: path, conversions")])
def test_a_column_the_paths_do_not_have_is_refused(wanted, says):
    with pytest.raises(UnknownName, match=says):
        summarise_paths(pd.DataFrame({"path": ["A"], "conversions": [1.0]}), Columns((wanted,)))


def test_segments_made_from_customers_are_refused():
    class Loyal:
        def describe(self):
            return "loyal"

        def to_json(self):
            return {}

        def labels(self, source):
            return source.people

    with pytest.raises(UnsuitableData, match="carry no customers"):
        summarise_paths(pd.DataFrame({"path": ["A"], "conversions": [1.0]}), Loyal())


@pytest.mark.parametrize("table", ["decay", "milestones", "rates"])
def test_what_paths_cannot_say_is_said(table):
    with pytest.raises(UnsuitableData, match="counted conversion paths: they carry no"):
        getattr(summarise_paths(pd.DataFrame({"path": ["A"], "conversions": [1.0]})), table)
