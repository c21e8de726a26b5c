"""Rows of a person who had not said yet who they are: known through rows that carry both ids."""

from __future__ import annotations

from typing import Final

import pandas as pd

from segattr.data.app_events import known_once
from segattr.data.fields import read_ids, rows_said
from segattr.data.mapped import MappedFile

ROLES: Final = ("events", "touchpoints")
BOTH: Final = {"userid": "anonymousid", "user_id": "anonymous_id"}
"""The header of the id a person is known by -> that of the one given before, as Segment writes them."""


def known_people(file: MappedFile, ids: pd.Series) -> tuple[pd.Series, tuple[str, ...]]:
    """Return whose each row is, also before they signed in, and what was done about it.

    Parameters
    ----------
    file : a file whose customers are known by Segment's user id; any other stays as it is.
    ids : its customer ids.

    Notes
    -----
    A row without a user id is of the user its anonymous id is seen with elsewhere in the file, if that is one
    user; otherwise of the anonymous id itself.

    Examples
    --------
    >>> from segattr.io.reading import Reading
    >>> calls = pd.DataFrame({"userId": [None, "7", None], "anonymousId": ["x", "x", "y"]})
    >>> file = MappedFile(Reading("e.json", calls), "events", {"customer_id": "userId"})
    >>> known_people(file, file["customer_id"])[0].tolist()
    ['7', '7', 'y']
    """
    header = BOTH.get(str(file.columns.get("customer_id", "")).lower())
    column = next((c for c in file.reading.table.columns if str(c).lower() == header), None)
    if file.role not in ROLES or column is None or not ids.isna().any():
        return ids, ()
    before = read_ids(file.reading.table[column]).reset_index(drop=True)
    known = known_once(*(column.astype("str").fillna("").tolist() for column in (before, ids)))
    users = before.map(known).astype("str")
    nameless = ids.isna() & before.notna()
    met, alone = nameless & users.notna(), nameless & users.isna()
    blank = f"Without '{file.columns['customer_id']}'"
    notes = {
        f"{blank}, counted to the one seen under the same '{column}': {rows_said(met)}.": met.any(),
        f"{blank}, kept under the '{column}': {rows_said(alone)}.": alone.any(),
    }
    found = ids.where(~met, users).where(~alone, before)
    return found.astype("str"), tuple(note for note, true in notes.items() if true)
