import numpy as np
import pandas as pd
import pytest

from segattr.averages.split import DRAWN, SMALL, split
from segattr.charts.theme import channel_colours, ink, segment_colours
from segattr.data.dataset import Dataset, Receipt
from segattr.statistics.multiplicity import bh
from segattr.statistics.rest import each_versus_rest
from segattr.ui.averages_shown import colours, ranking, segmentation_of, table
from segattr.words.averages_table import SPLIT_VERDICTS
from segattr.words.outcome import outcome_of


def cells(**columns):
    return pd.DataFrame(columns)


shop = cells(
    visitor=["new", "new", "old", "old"],
    device=["mobile", "desktop", "mobile", "desktop"],
    people=[2000, 3000, 400, 1600],
    converters=[18, 32, 26, 134],
)


def test_each_segment_is_set_beside_everybody_who_is_not_in_it():
    rows = split(shop, ["visitor", "device"]).rows
    rest = (rows["converters"].sum() - rows["converters"]) / (rows["people"].sum() - rows["people"])
    assert rows["difference"].to_numpy() == pytest.approx((rows["rate"] - rest).to_numpy())


def test_evidence_is_adjusted_over_the_segments_shown():
    rows = split(shop, ["visitor", "device"]).rows
    beside = each_versus_rest(rows["converters"], rows["people"], 210, 7000)
    assert rows["adjusted"].to_numpy() == pytest.approx(bh(beside["p"]))
    assert (rows["adjusted"] >= beside["p"].to_numpy()).all()


def test_people_and_converters_add_up_however_it_is_split():
    for by in ([], ["visitor"], ["device", "visitor"]):
        assert split(shop, by).rows[["people", "converters"]].sum().tolist() == [7000, 210]


def test_the_smallest_are_folded_untested_and_last():
    many = cells(code=[f"c{i:02d}" for i in range(20)], people=range(100, 120), converters=[10] * 20)
    rows = split(many, ["code"]).rows
    assert len(rows) == DRAWN
    assert rows["segment"].iloc[-1] == "9 others"
    assert rows["people"].iloc[-1] == sum(range(100, 109))
    assert np.isnan(rows["adjusted"].iloc[-1])
    assert len(split(many, ["code"], everything=True).rows) == 20


def test_a_segment_is_pale_below_the_limit_only():
    rows = split(cells(a=["x", "y"], people=[SMALL, SMALL - 1], converters=[3, 3]), ["a"]).rows
    assert rows.set_index("segment")["faded"].to_dict() == {"x": False, "y": True}


def test_segments_that_read_alike_stay_apart():
    alike = cells(
        a=["x · y", "x", "x  · y"], b=["z", "y · z", "z"], people=[100, 200, 300], converters=[10, 20, 30]
    )
    assert sorted(split(alike, ["a", "b"]).rows["segment"]) == ["x · y · z", "x · y · z (2)", "x · y · z (3)"]


def test_segments_without_people_are_left_out():
    rows = split(cells(a=["x", "y", "z"], people=[100, 200, 0], converters=[10, 20, 0]), ["a"]).rows
    assert set(rows["segment"]) == {"x", "y"}


def test_tiny_groups_are_not_taken_for_the_outcome_itself():
    by_row = cells(a=[f"v{i}" for i in range(400)], people=[1] * 400, converters=[1] * 12 + [0] * 388)
    assert split(by_row, ["a"]).finding.verdict in ("few", "chance")
    by_outcome = cells(a=["buyer", "other"], people=[12, 388], converters=[12, 0])
    assert split(by_outcome, ["a"]).finding.verdict == "outcome"


def test_too_few_ask_for_fewer_the_more_there_are():
    needed = [
        split(cells(a=["x", "y"], people=[n, n], converters=[n // 20, n // 20 + 1]), ["a"]).finding.needed
        for n in (100, 200, 400)
    ]
    assert needed[0] > needed[1] > needed[2] > 0


def test_rates_near_everybody_are_judged_by_those_who_did_not():
    high = split(cells(a=["x", "y"], people=[5000, 5000], converters=[4750, 4751]), ["a"]).finding
    assert high.verdict == "chance"
    assert 0 < high.apart < 0.05


def test_a_clients_column_called_like_ours_is_only_a_column():
    odd = cells(rate=["x", "y"], people=[100, 100], converters=[40, 5])
    found = split(odd, ["rate"])
    assert found.finding.groups[0].name == "x"
    assert list(table(found).columns[:2]) == ["rate′", "people"]


def test_the_table_holds_unrounded_figures_and_names_what_is_folded():
    found = split(shop, ["visitor"])
    assert table(found).set_index("visitor")["rate"].to_dict() == {"old": 0.08, "new": 0.01}
    many = cells(code=[f"c{i:02d}" for i in range(20)], people=range(100, 120), converters=[10] * 20)
    assert table(split(many, ["code"]))["code"].iloc[-1] == "9 others"


def test_the_ranking_speaks_of_strength_only_where_there_is_some():
    splits = pd.DataFrame(
        {
            "dimension": list("abcd"),
            "segments": 2,
            "strength": [0.2, 0.1, 0.0, 1.0],
            "verdict": ["telling", "slight", "chance", "outcome"],
        }
    )
    found = ranking(splits)
    assert found["strength"].tolist() == ["strongest", "about half as strong", "–", "–"]
    assert found["verdict"].tolist() == [SPLIT_VERDICTS[v] for v in splits["verdict"]]


def test_columns_whose_names_would_be_misread_make_no_segmentation():
    assert segmentation_of(["visitor", "device"]) == "visitor,device"
    assert [segmentation_of([name]) for name in ("a,b", " a", "a.json")] == ["", "", ""]


def test_a_dataset_without_outcomes_has_no_other_name_for_converting():
    receipt = Receipt("t.csv", 1, columns={"converted": "Churn"})
    frame = pd.DataFrame({"converted": [True]})
    assert outcome_of(Dataset(receipts={"outcomes": receipt})) == ""
    assert outcome_of(Dataset(outcomes=frame, receipts={"outcomes": receipt})) == "Churn"
    plain = Receipt("t.csv", 1, columns={"converted": "Converted"})
    assert outcome_of(Dataset(outcomes=frame, receipts={"outcomes": plain})) == ""


def test_channels_have_the_colours_of_all_channels_and_other_columns_those_of_segments():
    touches = pd.DataFrame({"channel": ["Email", "Search", "Ads"]})
    counted = cells(channel=["Email", "Search"], plan=["a", "b"], people=[10, 10], converters=[1, 2])
    dataset = Dataset(touchpoints=touches)
    found = colours(dataset, counted, ["channel"], "light")
    assert found.items() >= channel_colours(list(touches["channel"]), "light").items()
    assert found["(unknown)"] == ink("light").nobodys
    assert colours(dataset, counted, ["plan", "channel"], "dark") == segment_colours(["a", "b"], "dark")
    assert colours(dataset, counted, [], "dark") == {}
