"""Finding a column by either of its names: the canonical one or the file's own header."""

from __future__ import annotations

from segattr.data.dataset import Dataset

# Sessions stand in these tables after loading.
FROM_SESSIONS = ("touchpoints", "conversions")


def find_column(dataset: Dataset, *, role: str, name: str) -> str | None:
    """Return what a column is called in a role's table, None if there is none of that name.

    A name of the table itself comes first, then the header a column had in the file.

    Parameters
    ----------
    dataset : the data.
    role : the table to look in.
    name : canonical name, dimension, or header in the file (``utm_source`` where that was mapped to
        ``source``).

    Examples
    --------
    >>> from segattr.data.load import load
    >>> import pandas as pd
    >>> touches = pd.DataFrame({"user": [1], "ts": ["2024-01-02"], "Kanal": ["Email"]})
    >>> find_column(load(touchpoints=touches), role="touchpoints", name="Kanal")
    'channel'
    """
    table = dataset.listed if role == "customers" else dataset.tables.get(role)
    if table is None:
        return None
    if name in table.columns:
        return name
    roles = (role, "sessions") if role in FROM_SESSIONS else (role,)
    if role == "customers" and dataset.customers is None:
        roles = ("conversions",)  # who is listed stands in the orders
    receipts = [dataset.receipts[r] for r in roles if r in dataset.receipts]
    known = [
        column for receipt in receipts for column, header in receipt.columns.items() if header == name.strip()
    ]
    return next((column for column in known if column in table.columns), None)


def in_tables(dataset: Dataset, names: tuple[str, ...], *, roles: tuple[str, ...]) -> tuple[str, ...]:
    """Return names as the tables have them; a name nobody knows stays as it is, for the caller to refuse.

    Parameters
    ----------
    names : canonical names, dimensions, or headers of the files.
    roles : tables to look in, the first that has the name wins.
    """
    found = {
        n: [c for role in roles if (c := find_column(dataset, role=role, name=n)) is not None] for n in names
    }
    return tuple(columns[0] if columns else name for name, columns in found.items())
