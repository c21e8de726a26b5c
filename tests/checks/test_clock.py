"""Two clocks made one: the hours are those found, and the rest of the data stay as they are."""

import pandas as pd

from segattr.checks.fixes import fixed
from tests.checks.faults import FAULTS
from tests.checks.worlds import TODAY, clean


def test_the_conversions_move_by_the_hours_found_and_come_back_with_undo():
    data = FAULTS["other_clock"].spoil(clean()).dataset()
    after = fixed(data, "one_clock:other_clock:conversions:ts", today=TODAY)
    moved = (data.conversions["ts"] - after.conversions["ts"]).unique()
    assert list(moved) == [pd.Timedelta(hours=6)]
    assert after.touchpoints is data.touchpoints
    assert after.conversions["value"].equals(data.conversions["value"])
