"""What can be put right, as pure functions from Dataset to Dataset; undone by leaving one out.

A fix is named by a text, ``kind:check:table:column``, that stands in `Finding.fix` and, once accepted, in
`Dataset.fixes`. Nothing is remembered but these names: to undo one is to apply the others to the data as
they were loaded.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from segattr.checks.channel_rules import by_rules, rules_of
from segattr.checks.clock import on_one_clock
from segattr.checks.endless import stripped
from segattr.checks.evidence import WITH_PEOPLE, Evidence
from segattr.checks.finding import Found
from segattr.checks.links import linked
from segattr.checks.lost_zeros import with_zeros
from segattr.checks.matches import same_form
from segattr.checks.one_person import merged
from segattr.checks.order_lines import put_together
from segattr.checks.registry import CHECKS
from segattr.checks.taxonomy import filled, grouped
from segattr.checks.texts import distinct, renamed
from segattr.checks.told_differently import carried, latest_rows, usual_values
from segattr.data.canonical import kept_rows
from segattr.data.dataset import Dataset, Receipt
from segattr.data.identity import content_key
from segattr.data.made_of import journeys_of, made_of
from segattr.data.told_again import with_again
from segattr.errors import UnknownName
from segattr.words.audit import ids_said, on_your_word

Tables = dict[str, pd.DataFrame]
Table = pd.DataFrame | None
CHOSEN: Final = ("latest", "usual")  # fixes that say which of a customer's rows is true
CODE_LENGTH: Final = 16  # hexadecimal digits: two of a million people share one with a chance below 1e-7


def with_fixes(dataset: Dataset, fixes: Sequence[str], *, today: pd.Timestamp | None = None) -> Dataset:
    """Return the data with fixes applied, one after the other.

    Parameters
    ----------
    dataset : the data as they were loaded.
    fixes : names as `Finding.fix` has them; one that finds nothing left to put right changes nothing.
    today : as in `segattr.checks.audit.audit`.

    Returns
    -------
    Dataset : with the names in ``fixes``, a note on every receipt it touched, and a key of its own.

    Raises
    ------
    UnknownName : no such fix.

    Examples
    --------
    >>> day = pd.to_datetime(["2026-01-02"] * 2, utc=True)
    >>> twice = Dataset(conversions=pd.DataFrame({"customer_id": ["a", "a"], "ts": day}))
    >>> len(with_fixes(twice, ["leave_out:repeated_rows:conversions:"]).conversions), len(twice.conversions)
    (1, 2)
    """
    first = [fix for fix in fixes if fix.partition(":")[0] in CHOSEN]  # touches may be made of these rows
    for fix in (*first, *(fix for fix in fixes if fix not in first)):
        dataset = fixed(dataset, fix, today=today)
    return dataset.with_(fixes=(*dataset.fixes[: -len(fixes)], *fixes)) if first else dataset


def fixed(dataset: Dataset, fix: str, *, today: pd.Timestamp | None = None) -> Dataset:
    """Return the data with one more fix applied; see `with_fixes`."""
    tables, again, said = _after(dataset, fix, today)
    changed = {role for role, table in tables.items() if table is not dataset.tables[role]}
    files, anew = {made_of(role, dataset.receipts) for role in changed}, fix.partition(":")[0] in CHOSEN
    receipts = {
        role: _taken(role, dataset, tables, anew=anew).with_notes(said) if role in files else receipt
        for role, receipt in dataset.receipts.items()
    }
    fixes = (*dataset.fixes, fix)
    key = hashlib.sha256(
        "\0".join((content_key(with_again(tables, again), currency=dataset.currency), *fixes)).encode()
    ).hexdigest()
    return dataset.with_(**tables, again=again, receipts=receipts, fixes=fixes, key=key)


def _taken(role: str, before: Dataset, tables: Tables, *, anew: bool) -> Receipt:
    """Return a file's receipt with the rows that are left, and what was made of them anew."""
    receipt = before.receipts[role]
    if role in tables:
        receipt = replace(receipt, rows=len(tables[role]))
    elif made_of("touchpoints", before.receipts) == role:
        gone = len(before.tables["touchpoints"]) - len(tables["touchpoints"])
        receipt = replace(receipt, rows=receipt.rows - gone)
    if role != "customers" or not anew:
        return receipt
    old, new = (journeys_of(each[role], before.receipts).notes for each in (before.tables, tables))
    return replace(receipt, notes=tuple(note for note in receipt.notes if note not in old)).with_notes(*new)


def is_fix(fix: str) -> bool:
    """Whether a text names a fix there is.

    Examples
    --------
    >>> is_fix("leave_out:repeated_rows:costs:"), is_fix("leave_out:copies:costs:")
    (True, False)
    """
    if rules_of(fix):
        return True
    kind, _, rest = fix.partition(":")
    check = CHECKS.get(rest.partition(":")[0])
    return check is not None and kind in check.fixes


def _after(dataset: Dataset, fix: str, today: pd.Timestamp | None) -> tuple[Tables, Table, str]:
    """Return the tables put right, the rows of customers still told differently, and in words how."""
    if rules := rules_of(fix):
        return by_rules(dataset, rules), dataset.again, on_your_word(fix, str(len(rules)))
    kind, check = _parts(fix)
    evidence = Evidence(dataset, today if today is not None else pd.Timestamp.now("UTC"))
    tables, again, more = dict(dataset.tables), dataset.again, ""
    for found in CHECKS[check].run(evidence):
        if fix in found.finding.fixes:
            tables = FIXES[kind](evidence, found)
            tables = _made_anew(dataset, tables) if kind in CHOSEN else tables
            again = None if kind in CHOSEN else carried(dataset.again, found, kind, tables)
            before = len(evidence.ids)
            more = ids_said(before, before - len(found.finding.pairs)) if kind == "merge" else ""
    return tables, again, on_your_word(fix, more)


def _made_anew(dataset: Dataset, tables: Tables) -> Tables:
    """Return the tables with what was made of the customers (touches, conversions) made of these rows."""
    made = journeys_of(tables["customers"], dataset.receipts)
    anew = {"touchpoints": made.touchpoints, "conversions": made.conversions}
    return tables | {role: table for role, table in anew.items() if table is not None}


def _parts(fix: str) -> tuple[str, str]:
    if not is_fix(fix):
        known = tuple(f"{kind}:{check.name}" for check in CHECKS.values() for kind in check.fixes)
        raise UnknownName(
            f"There is no fix '{fix}'. Fixes begin with: {', '.join(known)}.", name=fix, known=known
        )
    kind, check, *_ = fix.split(":")
    return kind, check


def _leave_out(evidence: Evidence, found: Found) -> Tables:
    table = found.finding.table
    return evidence.dataset.tables | {table: kept_rows(evidence.rows(table), _left(found))}


def _leave_people(evidence: Evidence, found: Found) -> Tables:
    assert found.rows is not None
    gone = evidence.spread(found.finding.table, found.rows)
    return {
        role: kept_rows(table, pd.Series(~evidence.of(role, gone)))
        if role in WITH_PEOPLE and len(table) and evidence.of(role, gone).any()
        else table
        for role, table in evidence.dataset.tables.items()
    }


def _unname(evidence: Evidence, found: Found) -> Tables:
    if found.finding.table != "conversions":
        return _leave_out(evidence, found)
    orders = evidence.rows("conversions")
    return evidence.dataset.tables | {
        "conversions": orders.assign(customer_id=orders["customer_id"].mask(~_left(found)))
    }


def _rename(evidence: Evidence, found: Found) -> Tables:
    table, column = found.finding.table, found.finding.column
    rows = evidence.rows(table)
    return evidence.dataset.tables | {table: rows.assign(**{column: renamed(rows[column], found.renamed)})}


def _conceal(evidence: Evidence, found: Found) -> Tables:
    role, column = found.finding.table, found.finding.column
    salt = evidence.dataset.key or content_key(evidence.dataset.tables)
    tables = evidence.dataset.tables
    if column == "customer_id":
        known = {name: table for name, table in tables.items() if name in WITH_PEOPLE}
        return tables | {n: t.assign(customer_id=_coded(t["customer_id"], salt)) for n, t in known.items()}
    assert found.rows is not None
    values = tables[role][column]
    codes, texts = distinct(values)
    told = texts[np.unique(codes[found.rows])]
    names = dict(zip(told, _codes(told.str.strip().str.lower(), salt), strict=True))
    return tables | {role: tables[role].assign(**{column: renamed(values, names)})}


def _drop_column(evidence: Evidence, found: Found) -> Tables:
    table, column = found.finding.table, found.finding.column
    return evidence.dataset.tables | {table: evidence.rows(table).drop(columns=column)}


def _same_form(evidence: Evidence, found: Found) -> Tables:  # noqa: ARG001 - all tables at once, whichever was found
    tables = dict(evidence.dataset.tables)
    for role in WITH_PEOPLE:
        if role in tables:
            tables[role] = tables[role].assign(
                customer_id=same_form(tables[role]["customer_id"].astype("str"))
            )
    if "customers" in tables:
        tables["customers"] = kept_rows(tables["customers"], ~tables["customers"]["customer_id"].duplicated())
    return tables


def _coded(ids: pd.Series, salt: str) -> pd.Series:
    codes, texts = distinct(ids)
    return pd.Series(
        pd.Series(_codes(texts, salt), dtype="str").array.take(codes, allow_fill=True), index=ids.index
    )


def _codes(texts: pd.Series, salt: str) -> list[str]:
    """Return a code per text, keyed with what only those who have the data know."""
    key = salt.encode()
    return [f"#{hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:CODE_LENGTH]}" for text in texts]


def _left(found: Found) -> pd.Series:
    assert found.rows is not None
    return pd.Series(~found.rows)


FIXES: Final[dict[str, Callable[[Evidence, Found], Tables]]] = {
    "leave_out": _leave_out,
    "leave_people": _leave_people,
    "unname": _unname,
    "rename": _rename,
    "fold": _rename,
    "conceal": _conceal,
    "drop_column": _drop_column,
    "same_form": _same_form,
    "add_up": lambda evidence, _: (
        evidence.dataset.tables | {"conversions": put_together(evidence.rows("conversions"))}
    ),
    "one_clock": lambda evidence, _: dict(on_one_clock(evidence)),
    "fill": lambda evidence, found: dict(filled(evidence, found.finding.column)),
    "strip": lambda evidence, found: stripped(evidence, found.finding.column),
    "group": lambda evidence, _: dict(grouped(evidence)),
    "link": lambda evidence, found: dict(linked(evidence, found.finding.table, found.finding.column)),
    "merge": lambda evidence, found: dict(merged(evidence, found)),
    "pad": lambda evidence, found: dict(with_zeros(evidence, found.finding.table)),
    "latest": lambda evidence, _: dict(latest_rows(evidence)),
    "usual": lambda evidence, _: dict(usual_values(evidence)),
}
