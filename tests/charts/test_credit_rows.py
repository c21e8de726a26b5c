import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.attribution.registry import MODELS
from segattr.charts.credit_rows import MOST_CHANNELS, SHAPES, Look, has_intervals, marks, order, paged, spans
from segattr.charts.credit_rows import folded as folded_to

COLUMNS = ["model", "segment", "channel", "conversions", "value", "share", "low", "high"]
LOOK = Look({"first": "First touch", "last": "Last touch"}, {})


def many(n, segments=("new",)):
    parts = np.arange(n, 0, -1, dtype=float)
    return pd.DataFrame(
        [
            (model, segment, f"c{i:03}", part, part * 10, part / parts.sum(), part / parts.sum() / 2, 0.9)
            for model in ("first", "last")
            for segment in segments
            for i, part in enumerate(parts)
        ],
        columns=COLUMNS,
    )


def folded(credit, **how):
    return folded_to(credit, paged(credit, **how))


def test_a_dozen_channels_are_drawn_as_they_are():
    credit = many(MOST_CHANNELS)
    assert folded(credit) is credit


def test_more_than_a_dozen_fold_into_one_line_and_nothing_is_lost():
    credit = many(300, ("new", "old"))
    few = folded(credit)
    assert few["channel"].nunique() == MOST_CHANNELS
    assert "289 others" in set(few["channel"])
    for measure in ("conversions", "value", "share"):
        sums = few.groupby(["model", "segment"])[measure].sum()
        pd.testing.assert_series_equal(sums, credit.groupby(["model", "segment"])[measure].sum())


def test_what_is_folded_has_no_interval():
    few = folded(many(30))
    assert few.loc[few["channel"] == "19 others", ["low", "high"]].isna().all(axis=None)
    assert few.loc[few["channel"] != "19 others", "low"].notna().all()


def test_a_channel_that_matters_to_one_small_segment_is_kept():
    niche = pd.DataFrame([("first", "tiny", "Radio", 1.0, 0.0, 1.0, 0, 1)], columns=COLUMNS)
    assert "Radio" in set(folded(pd.concat([many(40), niche]))["channel"])


def test_the_others_open_page_by_page_until_there_are_none():
    credit = many(30)
    pages = [paged(credit, depth=depth) for depth in range(4)]
    assert [page.others for page in pages] == ["19 others", "8 others", "", ""]
    assert [page.before for page in pages] == [0, 11, 22, 22]
    named = [name for page in pages[:3] for name in page.named]
    assert sorted(named) == sorted(set(credit["channel"]))


def test_an_opened_page_holds_neither_what_was_before_nor_what_has_no_touch():
    untouched = pd.DataFrame([("first", "new", "(no touch)", 0.1, 0.0, 0.001, 0, 1)], columns=COLUMNS)
    rows = folded(pd.concat([many(30), untouched]), depth=1)
    assert set(rows["channel"]) == {f"c{i:03}" for i in range(11, 22)} | {"8 others"}
    others = rows[(rows["channel"] == "8 others") & (rows["model"] == "last")]
    assert others["conversions"].tolist() == [sum(range(1, 9))]


def test_everybody_is_folded_as_the_segments_are():
    page = paged(many(30))
    everybody = folded_to(many(40), page)
    assert set(everybody["channel"]) == {*page.named, "19 others"}


@given(st.integers(0, 60), st.integers(2, 15))
def test_every_channel_is_on_exactly_one_page(n, most):
    credit = many(n)
    pages = [paged(credit, most=most)]
    while pages[-1].others:
        pages.append(paged(credit, depth=len(pages), most=most))
    named = [name for page in pages for name in page.named]
    assert sorted(named) == sorted(set(credit["channel"]))
    assert all(len(page.named) + bool(page.others) <= most for page in pages)
    assert [page.before for page in pages] == [
        sum(len(p.named) for p in pages[:i]) for i in range(len(pages))
    ]
    assert paged(credit, depth=len(pages) + 3, most=most) == pages[-1]


def test_no_touch_is_never_folded_and_takes_no_place():
    untouched = pd.DataFrame([("first", "new", "(no touch)", 0.1, 0.0, 0.001, 0, 1)], columns=COLUMNS)
    assert "(no touch)" in set(folded(pd.concat([many(40), untouched]))["channel"])
    assert folded(pd.concat([many(MOST_CHANNELS), untouched]))["channel"].nunique() == MOST_CHANNELS + 1


def test_the_most_credited_stands_first_and_what_is_nobodys_last():
    rows = pd.DataFrame(
        {
            "channel": ["(no touch)", "9 others", "a", "b"],
            "share": [0.5, 0.3, 0.05, 0.15],
            "value": [0, 1, 9, 2],
        }
    )
    assert order(rows) == ["b", "a", "9 others", "(no touch)"]
    assert order(rows, "value") == ["a", "b", "9 others", "(no touch)"]


def test_a_range_is_written_from_the_least_to_the_most():
    rows = pd.DataFrame(
        {
            "model": ["first", "last"] * 3,
            "channel": ["a", "a", "b", "b", "c", "c"],
            "share": [0.2827, 0.356, 0.5, 0.5, 0.0, 0.001],
            "conversions": [1.25, 3.0, 2, 2, 0, 1],
            "value": [1000.0, 2500.0, 5, 5, 0, 1],
        }
    )
    written = dict(spans(rows, LOOK)[["channel", "written"]].itertuples(index=False))
    assert written == {"a": "28–36 %", "b": "50 %", "c": "0–<1 %"}
    counts = spans(rows, Look(LOOK.models, {}, measure="conversions"))
    assert counts["written"].tolist() == ["1.2–3", "2", "0–1"]
    euros = spans(rows, Look(LOOK.models, {}, measure="value", currency="EUR"))
    assert euros["written"].iloc[0] == "€1k–€2.5k"


def test_intervals_belong_to_shares_and_stay_between_none_and_all():
    rows = many(2).assign(low=-0.1, high=1.2)
    assert has_intervals(rows, LOOK)
    drawn = marks(rows, LOOK)
    assert (drawn["low"] == 0).all()
    assert (drawn["high"] == 1).all()
    assert "low" not in marks(rows, Look(LOOK.models, {}, measure="value"))
    assert not has_intervals(rows.assign(low=np.nan), LOOK)


def test_figures_stand_behind_the_longest_line():
    assert spans(many(2), LOOK)["at"].tolist() == [0.9, 0.9]
    assert spans(many(2).drop(columns=["low", "high"]), LOOK)["at"].tolist() == pytest.approx([2 / 3, 1 / 3])


def test_every_model_has_a_mark_of_its_own():
    assert len(SHAPES) >= len(MODELS)
    assert len(set(SHAPES.values())) == len(SHAPES)
    assert LOOK.key == "● First touch · ■ Last touch"
