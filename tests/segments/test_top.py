"""The top of the buyers: whom the border leaves in, and that equal sums stay together."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.data.dataset import Dataset
from segattr.errors import BadSetting, FileRefused, UnsuitableData
from segattr.reduce.engines import to_pandas
from segattr.reduce.source import source_of_frames
from segattr.segments.registry import find_segmentation, save_segmentation
from segattr.segments.segment import segment
from segattr.segments.top import Top
from tests.conftest import quickest
from tests.reduce.rows import customers, orders, touches

TOP, BUYERS, OTHERS = "top 20 % by revenue", "other buyers", "everyone else"
NOBODY_SEEN = touches(("z", "2024-01-01", "Ads"))


def labels(place, rule, bought, *, seen=NOBODY_SEEN, people=None):
    tables = place(touchpoints=seen, conversions=bought, customers=people)
    found = to_pandas(rule.labels(source_of_frames(**tables)))
    assert not found["customer_id"].duplicated().any()
    return found.set_index("customer_id")["label"].to_dict()


def slowly(sums, percent):
    """Who is in the top, by trying every border: the one whose share is nearest, the larger on a tie."""
    known = {who: amount for who, amount in sums.items() if amount > 0}
    wanted = Fraction(percent, 100) * len(known)
    best = set()
    for border in sorted(known.values(), reverse=True):
        inside = {who for who, amount in known.items() if amount >= border}
        if abs(len(inside) - wanted) <= abs(len(best) - wanted):
            best = inside
    return best


def test_the_largest_sums_of_the_period_are_the_top_on_every_engine(engine):
    bought = orders(
        *[(f"c{n}", "2024-03-01", n) for n in range(1, 6)],
        ("c1", "2024-03-02", 3.5),  # 4.5 in all, beside 5
        ("old", "2022-01-01", 1_000),
        (None, "2024-03-01", 1_000),
    )
    people = customers(**{f"c{n}": "x" for n in range(1, 6)}, old="x", never="x")
    found = labels(engine, Top(), bought, people=people)
    assert found == {
        **dict.fromkeys(["c1", "c2", "c3", "c4"], BUYERS),
        "c5": TOP,
        **dict.fromkeys(["old", "never", "z"], OTHERS),
    }


def test_equal_sums_are_in_or_out_together_whichever_is_closer(engine):
    people = customers(**{f"c{n}": "x" for n in range(10)})
    three_alike = orders(*[(f"c{n}", "2024-03-01", 9 if n < 3 else 1) for n in range(10)])
    found = labels(engine, Top(), three_alike, people=people)
    assert {who for who, label in found.items() if label == TOP} == {"c0", "c1", "c2"}
    six_alike = orders(*[(f"c{n}", "2024-03-01", 9 if n < 6 else 1) for n in range(10)])
    assert TOP not in labels(engine, Top(), six_alike, people=people).values()


def test_sums_that_differ_only_by_how_floats_add_up_are_equal(engine):
    bought = orders(
        *[("a", "2024-03-01", 0.1), ("a", "2024-03-02", 0.2), ("b", "2024-03-01", 0.3)],
        *[(f"c{n}", "2024-03-01", 0.01) for n in range(8)],
    )
    people = customers(**dict.fromkeys(["a", "b", *[f"c{n}" for n in range(8)]], "x"))
    found = labels(engine, Top(), bought, people=people)
    assert {who for who, label in found.items() if label == TOP} == {"a", "b"}


def test_orders_rank_where_that_is_asked(engine):
    bought = orders(("a", "2024-03-01", 1), ("a", "2024-03-02", 1), *[(w, "2024-03-01", 99) for w in "bcde"])
    people = customers(**dict.fromkeys("abcde", "x"))
    found = labels(engine, Top(by="orders"), bought, people=people)
    assert {who for who, label in found.items() if label == "top 20 % by orders"} == {"a"}


@given(st.dictionaries(st.sampled_from([f"c{n}" for n in range(12)]), st.integers(-2, 6)), st.integers(1, 99))
def test_the_border_is_where_trying_every_border_puts_it(sums, percent):
    bought = orders(*[(who, "2024-03-01", amount) for who, amount in sums.items()])
    people = customers(**dict.fromkeys(sums, "x"))
    found = labels(quickest(), Top(percent), bought, people=people)
    assert {who for who, label in found.items() if label == Top(percent).label} == slowly(sums, percent)
    assert all(found[who] != OTHERS for who in sums)


def test_the_period_ends_with_the_latest_touch_or_order():
    bought = orders(("a", "2023-06-15", 5), ("b", "2024-02-01", 1))
    late = touches(("a", "2024-06-15", "Ads"), ("b", "2024-01-01", "Ads"))
    assert (
        labels(quickest(), Top(50), bought, seen=late)["a"] == OTHERS
    )  # twelve months to the moment: outside
    early = touches(("a", "2024-06-14", "Ads"), ("b", "2024-01-01", "Ads"))
    assert labels(quickest(), Top(50), bought, seen=early)["a"] == "top 50 % by revenue"


def test_a_dataset_says_what_it_lacks():
    with pytest.raises(UnsuitableData, match="conversions"):
        segment(Dataset(touchpoints=NOBODY_SEEN), Top())
    worthless = orders(("z", "2024-03-01", 1)).drop(columns="value")
    with pytest.raises(UnsuitableData, match="No order says what it was worth"):
        segment(Dataset(touchpoints=NOBODY_SEEN, conversions=worthless), Top())
    by_orders = segment(Dataset(touchpoints=NOBODY_SEEN, conversions=worthless), Top(99, by="orders"))
    assert by_orders.to_dict() == {"z": "top 99 % by orders"}


def test_nobody_at_all_is_no_error():
    nothing = Dataset(touchpoints=NOBODY_SEEN[:0], conversions=orders())
    assert segment(nothing, Top(by="orders")).empty


@pytest.mark.parametrize("wrong", [{"percent": 0}, {"percent": 100}, {"months": 0}, {"by": "margin"}])
def test_settings_out_of_range_are_refused(wrong):
    with pytest.raises(BadSetting):
        Top(**wrong)


def test_the_definition_travels_and_says_nothing_it_does_not_know(tmp_path):
    path = save_segmentation(Top(10, 6, "orders"), tmp_path / "top.json")
    assert find_segmentation(path) == Top(10, 6, "orders")
    assert find_segmentation('{"format":1,"kind":"top"}') == Top()
    for wrong in ('{"format":1,"kind":"top","percent":500}', '{"format":1,"kind":"top","colour":"red"}'):
        with pytest.raises(FileRefused):
            find_segmentation(wrong)
    assert Top().describe() == "top 20 % by revenue in the last 12 months"


def test_a_frame_without_rows_of_orders_labels_everybody(engine):
    found = labels(engine, Top(), orders(("x", "2024-01-01", 1))[:0])
    assert found == {"z": OTHERS}
