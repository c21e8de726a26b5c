"""App installs with the campaign that earned their credit, to be told to a customer data platform."""

from __future__ import annotations

from typing import Final

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.data.installs import NO, UNKNOWN, YES, installs_of
from segattr.errors import UnsuitableData

COLUMNS: Final = ("customer_id", "ts", "provider", "source", "campaign", "ad_group", "creative")
OURS: Final = "segattr, last touch"
LOOKBACK_DAYS: Final = 30.0


def credited_installs(dataset: Dataset, *, lookback_days: float = LOOKBACK_DAYS) -> pd.DataFrame:
    """Return every install that somebody earned the credit of.

    Parameters
    ----------
    lookback_days : how long before an install a touch counts, where no provider credited it.

    Returns
    -------
    DataFrame ``customer_id, ts, provider, source, campaign, ad_group, creative``, a row per install in order
    of time; what is not known is empty. Where a provider credited the install, its word stands; else the
    customer's last touch of a campaign before it, under the provider ``segattr, last touch``. Installs with
    neither are not among them, nor those of nobody known. Empty where the data hold no installs.
    """
    try:
        rows = installs_of(dataset).rows
    except UnsuitableData:
        return pd.DataFrame(columns=list(COLUMNS))
    known = rows[rows["customer_id"].notna() & (rows["customer_id"].astype("str") != "")]
    said = known[known["attribution"] == YES].reindex(columns=list(COLUMNS))
    found = pd.concat([said, _last_touched(dataset, known[known["attribution"] == NO], lookback_days)])
    plain = found.astype(dict.fromkeys(COLUMNS[2:], object)).fillna(dict.fromkeys(COLUMNS[2:], ""))
    plain = plain.replace({name: {UNKNOWN: "", NO: ""} for name in COLUMNS[2:]})
    return plain.sort_values(["ts", "customer_id"], kind="stable", ignore_index=True)


def _last_touched(dataset: Dataset, installs: pd.DataFrame, lookback_days: float) -> pd.DataFrame:
    seen = dataset.touchpoints
    if seen is None or "campaign" not in seen or installs.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    about = ["campaign", *(["source"] if "source" in seen else [])]
    touches = seen.loc[seen["campaign"].notna(), ["customer_id", "ts", *about]]
    last = pd.merge_asof(
        _by_time(installs[["customer_id", "ts"]]),
        _by_time(touches),
        on="ts",
        by="customer_id",
        tolerance=pd.Timedelta(days=lookback_days),
    )
    return last[last["campaign"].notna()].assign(provider=OURS).reindex(columns=list(COLUMNS))


def _by_time(rows: pd.DataFrame) -> pd.DataFrame:
    plain = rows.astype({"customer_id": "str", "ts": "datetime64[us, UTC]"})
    return plain.sort_values("ts", kind="stable", ignore_index=True)
