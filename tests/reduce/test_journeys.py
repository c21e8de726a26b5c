"""The kept touch table: asked many things, read once, by several threads."""

from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

from segattr.data.dataset import Dataset
from segattr.reduce.journeys import Journeys
from segattr.reduce.seats import summarise_journeys
from segattr.reduce.source import source_of_dataset, source_of_frames
from segattr.reduce.summarise import summarise
from segattr.reduce.window import Window
from segattr.segments.columns import Columns
from tests.reduce.logs import frames, seeded
from tests.reduce.rows import cells, orders, touches
from tests.reduce.unpacked import unpacked

TIER = Columns(("tier",))
SOME = ("positions", "transitions", "sets", "rates")


@pytest.fixture(scope="module")
def tables():
    log = next(
        log for s in range(60, 99) if (log := seeded(s, people=25, touches=150, orders=40)[0]).customers
    )
    return frames(log)


def test_kept_journeys_answer_a_second_question_like_a_first(engine, tables):
    placed = engine(**tables)
    kept = Journeys(source_of_frames(**placed))
    summarise_journeys(kept, tables=["positions"])
    found = summarise_journeys(kept, TIER, tables=SOME)
    kept.close()
    assert unpacked(found) == unpacked(summarise(**placed, segmentation=TIER, tables=SOME))


def test_two_threads_share_one_journeys(tables):
    dataset = Dataset(**{role: t.drop(columns="row", errors="ignore") for role, t in tables.items()})
    kept = Journeys(source_of_dataset(dataset))
    with ThreadPoolExecutor(2) as pool:
        rules = [TIER, None, TIER]
        found = list(pool.map(lambda rule: summarise_journeys(kept, rule, tables=SOME), rules))
    expected = [summarise(dataset, rule, tables=SOME) for rule in rules[:2]]
    kept.close()
    for one, other in zip(found, [*expected, expected[0]], strict=True):
        for name, table in other.tables.items():
            pd.testing.assert_frame_equal(one.tables[name], table, rtol=1e-12)


SEEN = touches(
    ("buyer", "2024-01-01", "Early"),
    ("buyer", "2024-03-01", "Email"),
    ("buyer", "2024-03-30", "After"),
    ("looker", "2024-02-28", "Ads"),
    ("gone", "2024-01-01", "Ads"),
)
BOUGHT = orders(("buyer", "2024-03-05", 9), ("other", "2024-03-30", 1))


def ended(summary):
    names = dict(enumerate(summary.folded))
    sets = summary.sets.assign(
        channels=[
            " ".join(name for i, name in names.items() if mask >> i & 1) for mask in summary.sets["channels"]
        ]
    )
    return {
        row["channels"]: (row["journeys"], row["conversions"], row["open"]) for row in sets.to_dict("records")
    }


def test_journeys_that_may_still_convert_are_told_apart(engine):
    placed = engine(touchpoints=SEEN, conversions=BOUGHT)
    found = summarise(**placed, window=Window(30), tables=["sets"])
    assert ended(found) == {"Email": (1, 1, 0), "Early": (1, 0, 0), "After": (1, 0, 1), "Ads": (2, 0, 0)}
    wider = summarise(**placed, window=Window(31), tables=["sets"])
    assert ended(wider)["Ads"] == (2, 0, 1)  # 28 February to 30 March are 31 days, the boundary included


def test_open_journeys_can_be_left_out_of_all_that_data_driven_models_read(engine):
    placed = engine(touchpoints=SEEN, conversions=BOUGHT)
    found = summarise(**placed, window=Window(31, open_journeys="exclude"), tables=[*SOME, "paths"])
    assert ended(found) == {"Email": (1, 1, 0), "Early": (1, 0, 0), "After": (0, 0, 1), "Ads": (1, 0, 1)}
    starts = found.transitions.query("origin == 0")
    names = {code: found.channels[code - 1] for code in starts["target"]}
    assert {names[c]: m for c, m in cells(starts, "target").items()} == {"Email": 1, "Early": 1, "Ads": 1}
    assert cells(found.transitions, "target")[-2] == 2
    assert found.paths["journeys"].tolist() == [1, 1, 1]
    assert cells(found.positions, "channel") == {"Email": 1}


def test_reused_touches_serve_every_order_in_reach():
    seen = touches(("a", "2024-01-01", "Email"), ("a", "2024-01-05", "Ads"))
    bought = orders(("a", "2024-01-02", 10), ("a", "2024-01-06", 20), ("a", "2024-02-03", 40))
    for reuse, worth in (
        (False, {("Email", 1): 10, ("Ads", 1): 20}),
        (True, {("Email", 1): 30, ("Ads", 2): 20, ("Ads", 1): 40}),
    ):
        found = summarise(
            touchpoints=seen, conversions=bought, window=Window(30, reuse=reuse), tables=["positions"]
        )
        assert (
            found.positions.groupby(["channel", "position"], observed=True)["value"].sum().to_dict() == worth
        )
        assert found.conversions.set_index("repeat")["conversions"].to_dict() == {0: 1, 1: 2}
