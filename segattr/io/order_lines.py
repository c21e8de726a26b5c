"""Shop exports with one row per line of an order: an order counts once, whatever it holds."""

from __future__ import annotations

import pandas as pd

LINE = "lineitem "  # Shopify's headers of what belongs to the line, not to the order
ORDER = "name"


def one_row_per_order(table: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Keep the first row of each order, which is the one that holds its total; say how many lines went.

    Examples
    --------
    >>> lines = {"Name": ["#1", "#1", "#2"], "Total": ["9", None, "5"], "Lineitem name": ["A", "B", "A"]}
    >>> one_row_per_order(pd.DataFrame(lines))[0]["Total"].tolist()
    ['9', '5']
    """
    headers = {column.lower(): column for column in table.columns}
    if ORDER not in headers or not any(header.startswith(LINE) for header in headers):
        return table, ()
    orders = table[headers[ORDER]]
    further = orders.duplicated() & orders.notna()
    if not further.any():
        return table, ()
    count = int(further.sum())
    lines = f"{count:,} further line{' of an order was' if count == 1 else 's of orders were'}"
    note = f"{lines} left out, so that each order counts once; products are those of the first line."
    return table[~further].reset_index(drop=True), (note,)
