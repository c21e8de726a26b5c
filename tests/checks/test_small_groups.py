"""Groups too small to leave the house, and customers nobody has brought up to date."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from segattr.checks.evidence import Evidence
from segattr.checks.fixes import fixed
from segattr.checks.small_groups import FEWEST, TOGETHER, small_groups
from segattr.checks.stale import stale_customers
from segattr.data.dataset import Dataset

TODAY = pd.Timestamp("2026-06-01", tz="UTC")
FIX = "fold:small_groups:customers:team"


def people(sizes, **columns):
    team = [name for name, size in sizes.items() for _ in range(size)]
    ids = [f"c{place}" for place in range(len(team))]
    return pd.DataFrame({"customer_id": ids, "team": pd.Categorical(team), **columns})


@given(st.lists(st.integers(1, 40), min_size=2, max_size=20))
def test_once_put_together_no_group_is_small_and_nobody_is_lost(sizes):
    table = people({"big": 100} | {f"t{place}": size for place, size in enumerate(sizes)})
    after = fixed(Dataset(customers=table), FIX, today=TODAY).customers["team"].value_counts()
    assert after[after > 0].min() >= FEWEST
    assert after.sum() == len(table)
    kept = set(after.index[after > 0]) - {TOGETHER}
    assert kept == {"big", *(f"t{place}" for place, size in enumerate(sizes) if size >= FEWEST)} - (
        set() if TOGETHER not in after.index else folded(table, after)
    )


def folded(table, after):
    """A group of enough people goes along only where the small ones do not make ten by themselves."""
    before = table["team"].value_counts()
    small = before[before < FEWEST]
    gone = set(before.index[before >= FEWEST]) - set(after.index[after > 0])
    assert len(gone) == (0 if small.sum() >= FEWEST or small.empty else 1)
    return gone


def test_of_counted_outcomes_people_are_counted_and_not_rows():
    rows = pd.DataFrame(
        {"people": [500.0, 400.0, 4.0], "converters": [9.0, 8.0, 1.0], "area": ["a", "b", "c"]}
    )
    dataset = Dataset(outcomes=rows.astype({"area": "category"}))
    (found,) = small_groups(Evidence(dataset, TODAY))
    assert found.renamed == {"c": TOGETHER, "b": TOGETHER}


def test_few_people_altogether_are_no_matter_of_groups():
    dataset = Dataset(customers=people({"a": 20, "b": 3}))
    assert not [*small_groups(Evidence(dataset, TODAY))]


def stale(**columns):
    orders = pd.DataFrame({"customer_id": ["c1"], "ts": pd.to_datetime(["2026-05-30"], utc=True)})
    dataset = Dataset(customers=people({"a": 40}, **columns), conversions=orders)
    return [each.finding.count for each in stale_customers(Evidence(dataset, TODAY))]


def test_most_must_be_a_year_old_and_the_column_a_date():
    assert stale(updated_at=["2025-05-01"] * 30 + ["2026-05-01"] * 10) == [30]
    assert stale(updated_at=["2025-06-30"] * 40) == []
    assert stale(updated_at=["2025-05-01"] * 15 + ["2026-05-01"] * 25) == []
    assert stale(updated_by=["20240105"] * 40) == []
    assert stale(updated_at=["ann"] * 40) == []
