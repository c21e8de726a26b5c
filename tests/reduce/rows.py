"""Small logs written by hand: one tuple a row, in the order of the file."""

import pandas as pd


def touches(*rows):
    """Touchpoints from ``(customer, day or moment, channel)``, numbered in the order given."""
    made = pd.DataFrame(rows, columns=["customer_id", "ts", "channel"], dtype="str")
    return _dated(made).assign(row=range(len(made)))


def orders(*rows, **more):
    """Conversions from ``(customer, day or moment, value)``; further columns by name."""
    made = pd.DataFrame(rows, columns=["customer_id", "ts", "value"]).astype({"customer_id": "str"})
    stamped = {
        name: _moments(pd.Series(values, dtype="str"))
        for name, values in more.items()
        if name.endswith("_ts")
    }
    rest = {name: values for name, values in more.items() if name not in stamped}
    dated = _dated(made.astype({"ts": "str", "value": "float64"}))
    return dated.assign(**stamped, **rest, row=range(len(made)))


def customers(**tiers):
    """Customers with their ``tier``."""
    return pd.DataFrame({"customer_id": list(tiers), "tier": pd.Series(list(tiers.values()), dtype="str")})


def _dated(made):
    return made.assign(ts=_moments(made["ts"]))


def _moments(texts):
    return pd.to_datetime(texts, format="ISO8601", utc=True).astype("datetime64[us, UTC]")


def cells(table, *keys):
    """The first measure of a table, summed by some of its keys."""
    measure = next(
        c for c in ("touches", "credit", "moves", "journeys", "conversions", "people") if c in table
    )
    summed = table.groupby(list(keys), observed=True)[measure].sum()
    return {key: value for key, value in summed.to_dict().items() if value}
