"""Changes are drawn around nothing, what moved beyond chance in ink."""

import pandas as pd
import pytest

from segattr.charts.shifts import shifts
from segattr.charts.theme import ink

ROWS = pd.DataFrame(
    {
        **{"name": ["Email", "<b>Ads</b>"], "difference": [0.02, -0.001], "low": [0.01, -0.01]},
        **{"high": [0.03, 0.008], "before": [0.04, 0.01], "after": [0.06, 0.009], "moved": [True, False]},
    }
)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_what_moved_stands_out_and_the_rest_is_pale(mode):
    spec = shifts(ROWS, title="What changed?", axis="points", mode=mode).to_dict()
    colour = spec["layer"][-1]["encoding"]["color"]
    assert colour["condition"]["value"] == ink(mode).text
    assert colour["value"] == ink(mode).others
    assert spec["layer"][-1]["encoding"]["y"]["scale"]["domain"] == ["Email", "<b>Ads</b>"]
