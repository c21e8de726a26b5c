"""Whether one person has several customer ids, and whether one id is of several people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from segattr.checks.check import Check
from segattr.checks.contacts import ADDRESS, KINDS, columns_of, contacts_of
from segattr.checks.evidence import WITH_PEOPLE, Evidence
from segattr.checks.finding import Found, Mask
from segattr.checks.links import under_names
from segattr.checks.shared_contacts import MOST_IDS, SEVERAL, Shared, shared_contacts
from segattr.checks.texts import agreeing
from segattr.data.canonical import kept_rows
from segattr.io.cells import among
from segattr.words.numbers import many, share

MANY: Final = 0.01  # of the ids with an address


def same_person(evidence: Evidence) -> Iterator[Found]:
    """Find customer ids that share an e-mail address, or a phone number."""
    for kind, several in KINDS.items():
        shared = shared_contacts(evidence, kind)
        who = shared.people if shared.pairs else shared.left
        if not len(who):
            continue
        hit = np.zeros(len(evidence.ids), dtype=bool)
        hit[who] = True
        role, name = _where(evidence, kind, hit)
        together = _together(shared, kind, len(evidence.ids)) if shared.pairs else ""
        apart = _apart(shared.alone, many(shared.alone, kind, several)) if shared.alone else ""
        found = evidence.found(
            role,
            evidence.of(role, hit),
            title=f"{together} {apart}".strip(),
            severity="high" if shared.pairs else "medium",
            column=name,
        )
        told = replace(found.finding, column=kind, pairs=shared.pairs)
        yield replace(found, finding=told, fixable=bool(shared.pairs))


def _together(shared: Shared, kind: str, ids: int) -> str:
    people = len({stays for _, stays, _ in shared.pairs})
    return (
        f"{many(people, 'person', 'people')} {agreeing(people, 'stand')} under {len(shared.people):,} "
        f"customer ids ({share(len(shared.people) / ids)} of all) that share "
        f"{'an' if kind == ADDRESS else 'a'} {kind}: one person counts several times."
    )


def _apart(alone: int, said: str) -> str:
    lead, are = (agreeing(alone, verb) for verb in ("lead", "are"))
    return (
        f"{said} {lead} to more than {MOST_IDS} customer ids, and {are} left alone: a household, a team or a "
        "placeholder."
    )


def many_addresses(evidence: Evidence) -> Iterator[Found]:
    """Find customer ids that stand with three e-mail addresses or more."""
    contacts = contacts_of(evidence, ADDRESS)
    addresses = contacts.groupby("person")["contact"].size()
    several = addresses[addresses >= SEVERAL]
    if several.empty:
        return
    hit = np.zeros(len(evidence.ids), dtype=bool)
    hit[several.index] = True
    role, column = _where(evidence, ADDRESS, hit)
    part = len(several) / len(addresses)
    yield evidence.found(
        role,
        evidence.of(role, hit),
        title=f"{many(len(several), 'customer id')} ({share(part)}) {agreeing(len(several), 'stand')} with "
        f"{SEVERAL} e-mail addresses or more, up to {int(several.max())}: several people may count as one.",
        severity="high" if part >= MANY else "medium",
        column=column,
    )


def _where(evidence: Evidence, kind: str, people: Mask) -> tuple[str, str]:
    """Return table and column that say it of these people; the customers before others."""
    places = [(role, name) for role, name, _ in columns_of(evidence, kind) if evidence.of(role, people).any()]
    return next((place for place in places if place[0] == "customers"), places[0])


def merged(evidence: Evidence, found: Found) -> Mapping[str, pd.DataFrame]:
    """Return the tables with one id per person; of the customers, the row of the id that stays counts."""
    names = pd.Series({gone: stays for gone, stays, _ in found.finding.pairs}, dtype="str")
    tables = dict(evidence.dataset.tables)
    for role in WITH_PEOPLE:
        if role in tables and among(tables[role]["customer_id"], names.index).any():
            tables[role] = under_names(tables[role], names)
    if "customers" in tables:
        ids = tables["customers"]["customer_id"]
        own = (ids == evidence.rows("customers")["customer_id"]).to_numpy()
        order = np.argsort(~own, kind="stable")
        first = np.zeros(len(ids), dtype=bool)
        first[order] = ~ids.iloc[order].duplicated().to_numpy()
        tables["customers"] = kept_rows(tables["customers"], pd.Series(first))
    return tables


CHECKS: Final = (
    Check(
        "same_person",
        "Has one person several customer ids, which share an e-mail address or a phone number?",
        "high",
        "Look at the list of ids below. Put together, every table has one id per person: the one with the "
        "most conversions, of equals the one seen first. Addresses of teams and shops, those on more than "
        f"{MOST_IDS} ids, and ids with {SEVERAL} addresses or more put nobody together.",
        ("segments", "attribution"),
        same_person,
        "merge",
    ),
    Check(
        "many_addresses",
        "Does one customer id stand with many e-mail addresses?",
        "high",
        "Look at a few of these ids where they were given out: a shared account, a till, or an id given "
        "twice.",
        ("segments", "attribution"),
        many_addresses,
    ),
)
