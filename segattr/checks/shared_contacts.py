"""Which customer ids are one person's, because they share an e-mail address or a phone number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd

from segattr.checks.contacts import contacts_of, shown
from segattr.checks.evidence import Evidence, micros
from segattr.checks.finding import Pair
from segattr.checks.identity import PLACEHOLDERS

MOST_IDS: Final = 4  # ids with one address; more are a household, a team or a placeholder
SEVERAL: Final = 3  # addresses of one id: two may be an old and a new one


def _nobody() -> np.ndarray:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Shared:
    """Ids that share an address or a number.

    Attributes
    ----------
    pairs : who gives way, who stays, and what they share.
    people : places in `Evidence.ids` of all of them.
    alone : addresses or numbers that lead to more than `MOST_IDS` ids, and put nobody together.
    left : places of the people who stand with those.
    """

    pairs: tuple[Pair, ...] = ()
    people: np.ndarray = field(default_factory=_nobody)
    alone: int = 0
    left: np.ndarray = field(default_factory=_nobody)


def shared_contacts(evidence: Evidence, kind: str) -> Shared:
    """Return who shares what; a chain of ids is one person up to `MOST_IDS` of them.

    Parameters
    ----------
    kind : ``e-mail address`` or ``phone number``.

    Notes
    -----
    Ids that stand for nobody (guest, unknown), and ids with `SEVERAL` addresses or more, share nothing with
    anyone: they would make one person of many. The id with the most conversions stays, of equals the one
    seen first, else the first in the files.
    """
    contacts = _of_one_person(evidence, contacts_of(evidence, kind))
    contacts = contacts[contacts.groupby("contact")["person"].transform("size") > 1]
    if contacts.empty:
        return Shared()
    contacts = contacts.assign(group=_groups(contacts))
    ids = contacts.groupby("group")["person"].transform("nunique")
    left, contacts = contacts[ids > MOST_IDS], contacts[ids <= MOST_IDS]
    order = _who_stays_first(evidence, contacts["person"].to_numpy())
    people = contacts.iloc[order].drop_duplicates("person")
    gone = people["group"].duplicated().to_numpy()
    stays = people["group"].map(people[~gone].set_index("group")["person"])
    pairs = people[gone].assign(stays=stays[gone]).sort_values(["stays", "person"])
    named = evidence.ids.to_numpy()
    told = tuple(
        (str(named[person]), str(named[stays]), shown(contact))
        for person, contact, _, stays in pairs.itertuples(index=False)
    )
    everybody = people["person"].to_numpy()
    return Shared(told, everybody, int(left["contact"].nunique()), left["person"].unique())


def _of_one_person(evidence: Evidence, contacts: pd.DataFrame) -> pd.DataFrame:
    nobody = evidence.ids.str.strip().str.lower().isin(PLACEHOLDERS).to_numpy()
    addresses = contacts["person"].map(contacts["person"].value_counts())
    kept: pd.DataFrame = contacts[(addresses < SEVERAL).to_numpy() & ~nobody[contacts["person"].to_numpy()]]
    return kept


def _groups(contacts: pd.DataFrame) -> np.ndarray:
    """Return per row the group of ids that are connected by what they share; too common ones connect none."""
    from scipy.sparse import coo_array  # 0.1 s nobody should wait for whose ids share nothing
    from scipy.sparse.csgraph import connected_components

    codes, met = pd.factorize(contacts["contact"])
    people, persons = pd.factorize(contacts["person"])
    common = np.bincount(codes)[codes] > MOST_IDS
    nodes = len(persons) + len(met)
    ends = people[~common], len(persons) + codes[~common]
    links = coo_array((np.ones(len(ends[0])), ends), shape=(nodes, nodes))
    group = connected_components(links, directed=False)[1]
    return np.where(common, nodes + codes, group[people])


def _who_stays_first(evidence: Evidence, people: np.ndarray) -> np.ndarray:
    """Return the order in which ids stay: most conversions, then seen first, then first in the files."""
    orders = evidence.people("conversions")
    bought = np.bincount(orders[orders >= 0], minlength=len(evidence.ids))
    seen = np.full(len(evidence.ids), np.iinfo(np.int64).max)
    for role, moments in evidence.dated():
        who = evidence.people(role)
        np.minimum.at(seen, who[who >= 0], micros(moments)[who >= 0])
    return np.lexsort((people, seen[people], -bought[people]))
