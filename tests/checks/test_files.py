"""Rows lost while a file was read: told from one in a hundred on, a blocker from one in five."""

import numpy as np
import pandas as pd
import pytest

import segattr as sa
from segattr.checks.evidence import Evidence
from segattr.checks.registry import CHECKS
from tests.checks.worlds import TODAY


@pytest.mark.parametrize("undated", [3, 5, 100])
def test_rows_lost_for_want_of_a_date_are_told_from_one_in_a_hundred(undated):
    dates = np.where(np.arange(400) < undated, "soon", "2026-03-01 10:00")
    orders = pd.DataFrame({"customer_id": [f"c{n}" for n in range(400)], "ts": dates, "value": 5.0})
    dataset = sa.load(conversions=orders)
    assert dataset.receipts["conversions"].undated == undated
    found = [each.finding for each in CHECKS["unread_dates"].run(Evidence(dataset, TODAY))]
    assert [each.severity for each in found] == {3: [], 5: ["high"], 100: ["blocker"]}[undated]
