"""No check raises, whatever stands in the columns nobody mapped."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from segattr.checks.audit import audit
from segattr.data.dataset import Dataset
from tests.checks.worlds import TODAY

ROWS = 130
DAYS = pd.Series(pd.date_range("2026-01-01", periods=ROWS, freq="7h", tz="UTC").as_unit("us"))
HEADERS = (
    "note",
    "country",
    "lifecycle stage",
    "phone",
    "consent",
    "currency",
    "conversions",
    "first_name",
    "Ж %",
)
COLUMNS = {
    "empty": pd.Series([np.nan] * ROWS),
    "blank text": pd.Series([None] * ROWS, dtype="str"),
    "no category": pd.Series(pd.Categorical([None] * ROWS)),
    "numbers as categories": pd.Series(range(ROWS)).astype("category"),
    "endless numbers": pd.Series([np.inf, -np.inf, np.nan, 1e300] * (ROWS // 4) + [0.0] * (ROWS % 4)),
    "truth": pd.Series([True, False] * (ROWS // 2)),
    "perhaps": pd.Series([True, None] * (ROWS // 2), dtype="boolean"),
    "whole numbers": pd.Series(range(ROWS), dtype="Int64"),
    "days": DAYS.dt.tz_localize(None),
    "spans": pd.Series(pd.to_timedelta(range(ROWS), unit="D")),
    "signs": pd.Series(["[", "(?", "*", "\\", "{", "|", "ß", "​", "=1+1", "a@b"] * (ROWS // 10)),
    "each its own": pd.Series([f"{place} @ x.de" for place in range(ROWS)], dtype="str"),
    "labels": pd.Series(pd.Categorical(["a", None] * (ROWS // 2))),
}
columns = st.dictionaries(st.sampled_from(HEADERS), st.sampled_from(sorted(COLUMNS)), max_size=3)


@given(columns, columns, columns, columns, st.sampled_from(["C", "guest", "0", ""]))
def test_no_check_raises_whatever_the_columns_hold(touched, bought, known, paid, id):
    who = pd.Series([f"{id}{place % 9 or ''}" if id == "C" else id for place in range(ROWS)], dtype="str")
    dataset = Dataset(
        touchpoints=_table(
            touched, customer_id=who, ts=DAYS, channel=pd.Series(["Email"] * ROWS, dtype="category")
        ),
        conversions=_table(
            bought, customer_id=who.mask(who == "C3"), ts=DAYS, value=pd.Series([np.nan, 1.0] * 65)
        ),
        customers=_table(known, customer_id=pd.Series([f"C{place}" for place in range(ROWS)], dtype="str")),
        costs=_table(
            paid, channel=pd.Series(["Email"] * ROWS, dtype="category"), start=DAYS, spend=DAYS.index * 0.0
        ),
        outcomes=_table(known, converted=pd.Series([True, False] * 65, dtype="boolean")),
    )
    assert all(finding.title for finding in audit(dataset, today=TODAY))


def _table(others, **fields):
    return pd.DataFrame({**fields, **{header: COLUMNS[kind] for header, kind in others.items()}})


def test_fields_that_may_be_missing_may_be_missing():
    blank = pd.Series([np.nan] * ROWS)
    dataset = Dataset(
        touchpoints=pd.DataFrame(
            {
                "customer_id": pd.Series(["a"] * ROWS, dtype="str"),
                "ts": DAYS,
                **{
                    name: pd.Categorical([None] * ROWS)
                    for name in ("channel", "campaign", "source", "medium")
                },
                "landing_page": pd.Series([None] * ROWS, dtype="str"),
            }
        ),
        conversions=pd.DataFrame(
            {
                "customer_id": pd.Series([None] * ROWS, dtype="str"),
                "ts": DAYS,
                "conversion_id": pd.Series([None] * ROWS, dtype="str"),
                "value": blank,
                "margin": blank,
            }
        ),
        costs=pd.DataFrame(
            {
                "channel": pd.Categorical([None] * ROWS),
                "campaign": pd.Categorical([None] * ROWS),
                "start": DAYS,
                "end": pd.Series([pd.NaT] * ROWS, dtype="datetime64[us, UTC]"),
                "spend": blank,
                "clicks": blank,
            }
        ),
    )
    named = {finding.check for finding in audit(dataset, today=TODAY)}
    assert {"blank_ids", "blank_amounts"} <= named
