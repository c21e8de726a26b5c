import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segattr.errors import BadSetting
from segattr.statistics.intervals import wilson
from segattr.statistics.prior import Prior, fit_prior
from segattr.statistics.shrinkage import shrink

partitions = st.lists(
    st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=20
)
NAMES = {"raw": "raw", "shrunk": "shrunk", "lo": "low", "hi": "high", "weight_own": "weight_own"} | {
    "p_above_avg": "p_above_average"
}


def test_efron_and_morris_batters_come_out_three_times_closer_to_their_season(golden):
    batters = golden("shrinkage")["batters"]
    table, season = shrink(batters["hits"], batters["n"]), np.array(batters["season"])
    np.testing.assert_allclose(table.shrunk, batters["shrunk"], rtol=1e-4)
    raw_error, error = ((table.raw - season) ** 2).sum(), ((table.shrunk - season) ** 2).sum()
    assert raw_error == pytest.approx(batters["sse_raw"], rel=1e-9)
    assert error == pytest.approx(batters["sse_shrunk"], rel=1e-4)
    assert raw_error / error == pytest.approx(batters["improvement"], rel=1e-4)


def test_the_marketing_table_is_the_golden_one(golden):
    case = golden("shrinkage")["marketing"]
    table, wanted = shrink(case["x"], case["n"]), pd.DataFrame(case["table"])
    # Far out in the tail (1e-57) a chance moves by more than the fit's tolerance: bounded absolutely too.
    for theirs, ours in NAMES.items():
        np.testing.assert_allclose(table[ours], wanted[theirs], rtol=1e-4, atol=1e-8)
    assert np.argsort(-table.raw).tolist() == case["raw_order"]
    assert np.argsort(-table.shrunk).tolist() == case["shrunk_order"]


def test_with_the_golden_prior_every_figure_is_the_golden_one(golden):
    case = golden("shrinkage")["marketing"]
    fit, wanted = case["fit"], pd.DataFrame(case["table"])
    prior = Prior(fit["mu"], fit["M"], False, sum(case["x"]), sum(case["n"]))
    table = shrink(case["x"], case["n"], prior=prior)
    for theirs, ours in NAMES.items():
        np.testing.assert_allclose(table[ours], wanted[theirs], rtol=1e-9)


@settings(deadline=None)
@given(partitions)
def test_the_shrunk_rate_lies_between_the_raw_rate_and_the_usual_one(partition):
    x, n = np.array(partition).T
    prior = fit_prior(x, n)
    table, mean = shrink(x, n, prior=prior), prior.mean
    assert (table.shrunk >= np.minimum(table.raw, mean) - 1e-12).all()
    assert (table.shrunk <= np.maximum(table.raw, mean) + 1e-12).all()
    mixed = table.weight_own * table.raw + (1 - table.weight_own) * mean
    np.testing.assert_allclose(table.shrunk, mixed, rtol=1e-9)


@settings(deadline=None)
@given(partitions)
def test_ranges_are_in_order_and_chances_between_0_and_1(partition):
    x, n = np.array(partition).T
    table = shrink(x, n)
    assert (table.low <= table.high).all()
    assert table.drop(columns="raw").stack().between(0, 1).all()


def test_segments_that_cannot_be_told_apart_all_show_the_blended_rate():
    table = shrink([5, 6, 5], [100, 100, 100])
    low, high = wilson(16, 300)
    assert table.raw.tolist() == [0.05, 0.06, 0.05]
    assert table.shrunk.unique().tolist() == [16 / 300]
    assert (table.low == low).all()
    assert (table.high == high).all()
    assert (table.weight_own == 0).all()
    assert (table.p_above_average == 0.5).all()


def test_a_segment_without_people_is_expected_to_be_usual():
    table = shrink([3, 0, 90], [50, 0, 200])
    assert np.isnan(table.raw[1])
    assert table.shrunk[1] == pytest.approx(fit_prior([3, 90], [50, 200]).mean, rel=1e-12)
    assert table.weight_own[1] == 0


def test_the_index_of_the_segments_is_kept():
    x = pd.Series([3, 45, 620], index=["new", "returning", "vip"])
    n = pd.Series([20, 900, 19_000], index=x.index)
    assert shrink(x, n).index.equals(x.index)


def test_a_prior_learnt_elsewhere_is_used_as_it_is():
    prior = fit_prior([3, 45, 620], [20, 900, 19_000])
    alone = shrink([3], [20], prior=prior)
    assert alone.shrunk[0] == shrink([3, 45, 620], [20, 900, 19_000]).shrunk[0]


def test_a_level_in_percent_is_refused():
    with pytest.raises(BadSetting):
        shrink([3, 45], [20, 900], level=95)


def test_ranking_by_the_shrunk_rate_does_not_promise_more_than_comes_true():
    rng = np.random.default_rng(3)
    promised, true, raw = [], [], []
    for _ in range(30):
        n = np.exp(rng.uniform(np.log(30), np.log(20_000), 60)).astype(int)
        rate = rng.beta(9, 291, 60)
        table = shrink(rng.binomial(n, rate), n)
        top, top_raw = table.shrunk.nlargest(5).index, table.raw.nlargest(5).index
        promised.append(table.shrunk[top].mean())
        true.append(rate[top].mean())
        raw.append(table.raw[top_raw].mean() - rate[top_raw].mean())
    assert np.mean(promised) == pytest.approx(np.mean(true), rel=0.03)
    assert np.mean(raw) > 0.01
