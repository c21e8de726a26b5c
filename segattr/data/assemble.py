"""From readings to a checked Dataset: what both a notebook and the Data page end in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import pandas as pd

from segattr.data.canonical import Canonical, canonical_table, kept_rows
from segattr.data.dataset import Dataset, Receipt
from segattr.data.fields import rows_said
from segattr.data.identity import content_key
from segattr.data.install_touches import MADE_OF, has_touches, install_touches, with_contributors
from segattr.data.mapping import DateOrder, Mappings, check_mapping, check_role, date_order_of
from segattr.data.paths import merged_paths
from segattr.data.sessions import conversions_of, stacked, touches_of
from segattr.data.shared_numbers import shared_numbers
from segattr.data.short_journeys import short_journeys
from segattr.data.told_again import told_again, with_again
from segattr.data.totals import SUMMED, without_totals
from segattr.errors import FileRefused
from segattr.io.reading import Reading

BOTH_CONVERT: Final = (
    "Visits that converted are added to the file of conversions. If both hold the same orders they count "
    "twice: leave one of them out."
)


def assemble(
    readings: Mapping[str, Reading], *, mapping: Mappings | None = None, date_order: DateOrder = None
) -> Dataset:
    """Return a checked Dataset from files that have been read.

    Parameters
    ----------
    readings : role -> its file.
    mapping : role -> canonical column -> column of the file; wins field by field over what is proposed, None
        leaves a field out.
    date_order : ``day first`` or ``month first``, for all files or per role, where a file leaves it open.

    Raises
    ------
    UnknownName, BadSetting : a role, field or order that does not exist.
    MissingColumn, AmbiguousDates, UnreadableValues, FileRefused : a file that cannot play its role.

    Examples
    --------
    >>> file = Reading("c.csv", pd.DataFrame({"mail": ["a@example.com"], "plan": ["pro"]}))
    >>> assemble({"customers": file}).customers.columns.tolist()
    ['customer_id', 'plan']
    """
    for role in readings:
        check_role(role, setting="list of files")
    if not readings:
        raise FileRefused("No file was given. Load at least one table, such as touchpoints or outcomes.")
    said = check_mapping(mapping)
    return put_together(
        {
            role: canonical_table(
                reading, role=role, said=said.get(role, {}), date_order=date_order_of(role, date_order)
            )
            for role, reading in readings.items()
        }
    )


def put_together(files: Mapping[str, Canonical]) -> Dataset:
    """Return a Dataset of tables under canonical names: what only one role asks for is applied here.

    Parameters
    ----------
    files : role -> its table.

    Examples
    --------
    >>> who = pd.DataFrame({"customer_id": ["a", "a"]})
    >>> put_together({"customers": Canonical(who, Receipt("c.csv", 2))}).receipts["customers"].rows
    1
    """
    ruled = {role: _role_rules(role, file) for role, file in files.items()}
    repeats = "customers" in files and len(ruled["customers"].rows) < len(files["customers"].rows)
    return _dataset(ruled, told_again(files["customers"].rows) if repeats else None)


def _role_rules(role: str, file: Canonical) -> Canonical:
    """Apply what only one role asks for: one row per customer or path, no row that sums up others."""
    if role == "customers":
        rows, notes = _one_row_each(file.rows)
    elif role == "paths":
        rows, notes = merged_paths(file.rows)
    elif role == "conversions":
        rows, notes = file.rows, shared_numbers(file.rows)
    elif role == "touchpoints":
        rows, notes = with_contributors(file.rows)
    elif role in SUMMED:
        rows, notes = without_totals(file.rows, role=role)
    else:
        return file
    receipt = file.receipt
    told = replace(receipt, rows=len(rows)).with_notes(*notes)
    return Canonical(rows, told, file.currency)


def _one_row_each(customers: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    repeated = customers["customer_id"].duplicated()
    if not repeated.any():
        return customers, ()
    note = f"{rows_said(repeated)} left out: customer id met before (the first row counts)."
    return kept_rows(customers, ~repeated), (note,)


def _dataset(files: Mapping[str, Canonical], again: pd.DataFrame | None) -> Dataset:
    tables = {role: file.rows for role, file in files.items() if role != "sessions"}
    if "sessions" in files:
        visits = files["sessions"].rows
        for role, rows in (("touchpoints", touches_of(visits)), ("conversions", conversions_of(visits))):
            tables[role] = stacked([tables[role], rows]) if role in tables else rows
    notes = _add_short_journeys(tables, files) | _add_install_touches(tables)
    currency = next((file.currency for file in files.values() if file.currency), "")
    receipts = {role: _with_currency_note(file, currency) for role, file in files.items()}
    if {"sessions", "conversions"} <= set(files):
        notes["sessions"] = (BOTH_CONVERT,)
    receipts |= {role: receipts[role].with_notes(*said) for role, said in notes.items()}
    key = content_key(with_again(tables, again), currency=currency)
    return Dataset(**tables, receipts=receipts, currency=currency, key=key, fixes=(), earlier={}, again=again)


def _add_short_journeys(
    tables: dict[str, pd.DataFrame], files: Mapping[str, Canonical]
) -> dict[str, tuple[str, ...]]:
    """Add what customers' sources and conversions make, unless a file of its own holds that; return notes."""
    if "customers" not in files:
        return {}
    made = short_journeys(tables["customers"], mapped=files["customers"].receipt.columns)
    notes = [*made.notes]
    for role, table in (("touchpoints", made.touchpoints), ("conversions", made.conversions)):
        if table is not None and role in tables:
            notes.append(
                f"Other files hold the {role}; those these columns would make are not added to them."
            )
        elif table is not None:
            tables[role] = table
    return {"customers": tuple(notes)} if notes else {}


def _add_install_touches(tables: dict[str, pd.DataFrame]) -> dict[str, tuple[str, ...]]:
    """Add the touches that stand beside installs, unless a file of its own holds touches; return notes."""
    role = next((r for r in MADE_OF if r in tables and has_touches(tables[r])), None)
    if role is None or "touchpoints" in tables:
        return {}
    touches, notes = install_touches(tables[role])
    if touches is not None:
        tables["touchpoints"] = touches
    return {role: notes} if notes else {}


def _with_currency_note(file: Canonical, currency: str) -> Receipt:
    receipt = file.receipt
    if file.currency in ("", currency):
        return receipt
    note = f"Its money is in {file.currency}, other files' in {currency}; amounts are not converted."
    return receipt.with_notes(note)
