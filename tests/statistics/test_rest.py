import pytest

from segattr.errors import UnsuitableData
from segattr.statistics.comparison import compare_two
from segattr.statistics.rest import each_versus_rest, versus_rest


def test_the_three_percent_example_compares_as_in_the_golden_file(golden):
    for segment in golden("seed_3pct")["segments"].values():
        found, wanted = versus_rest(segment["x"], segment["n"], 2100, 70_000), segment["vs_rest"]
        assert (found.difference, found.z, found.p, found.cohen_h) == pytest.approx(
            [wanted[k] for k in ("diff", "z", "p", "cohen_h")], rel=1e-9
        )
        assert (found.difference_low, found.difference_high) == pytest.approx(wanted["ci_diff"], rel=1e-9)
        assert (found.ratio, found.ratio_low, found.ratio_high) == pytest.approx(wanted["ratio"], rel=1e-9)
        assert found.difference * segment["n"] == pytest.approx(wanted["extra_conversions"], rel=1e-9)


def test_the_segment_is_taken_out_of_the_total_it_is_compared_with():
    assert versus_rest(18, 6000, 2100, 70_000) == compare_two(18, 6000, 2082, 64_000)


def test_two_segments_that_make_up_everybody_are_each_other_s_rest():
    returning, new = each_versus_rest([1600, 500], [20_000, 50_000], 2100, 70_000).itertuples(index=False)
    assert returning.difference == -new.difference
    assert returning.p == new.p


def test_everybody_has_no_rest_to_compare_with():
    assert versus_rest(2100, 70_000, 2100, 70_000).test == "none"


@pytest.mark.parametrize(("x", "n"), [(5, 200), (60, 80), (1, 99)])
def test_a_segment_that_does_not_fit_into_the_total_is_refused(x, n):
    with pytest.raises(UnsuitableData, match="must contain the segment"):
        versus_rest(x, n, 50, 100)
