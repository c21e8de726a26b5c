"""Whether a column holds the ids by which another table knows the same people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
import pandas as pd

from segattr.checks.check import Check
from segattr.checks.evidence import WITH_PEOPLE, Evidence
from segattr.checks.finding import QUESTIONS, Found
from segattr.checks.texts import distinct, is_text
from segattr.io.cells import among
from segattr.words.numbers import many

MOST_KNOWING: Final = ("conversions", "customers")  # the tables whose ids are those a person keeps
FEWEST: Final = 10  # people; a few equal ids may be chance
LEAST_PART: Final = 0.01  # of those the other tables know


def linked_ids(evidence: Evidence) -> Iterator[Found]:
    """Find columns beside the customer's that hold the ids of people the table seems not to know."""
    for role in WITH_PEOPLE:
        for name, values in evidence.dimensions(role):
            if not is_text(values) or _few_unknown(evidence, role, distinct(values)[1]):
                continue
            links = links_of(evidence, role, name)
            gained = links[~links["known"] & links["alone"]]
            elsewhere = int((~evidence.known(role)).sum())
            if len(gained) < max(FEWEST, LEAST_PART * elsewhere):
                continue
            codes, texts = distinct(values)
            rows = np.append(among(texts, gained["other"]), False)[codes]
            left = int(links.loc[~links["alone"], alias_of(evidence, links)].nunique())
            yield evidence.found(
                role,
                rows,
                title=f"“{name}” of {role} holds the ids by which other tables know "
                f"{many(len(gained), 'person', 'people')}: they stand under two ids and count "
                f"apart{_left_alone(left)}.",
                severity="high",
                column=name,
            )


def _few_unknown(evidence: Evidence, role: str, texts: pd.Series) -> bool:
    """Whether hardly any text is a customer the table does not know: told without a look at its rows."""
    place = evidence.place_of.get_indexer(pd.Index(texts))
    return int((~evidence.known(role)[place[place >= 0]]).sum()) < FEWEST


def links_of(evidence: Evidence, role: str, column: str) -> pd.DataFrame:
    """Return the pairs of ids that stand on one row, where the other id is a customer of another table.

    Returns
    -------
    DataFrame : ``own`` and ``other`` (the two ids), ``known`` (whether the table itself has the other id as a
        customer), ``alone`` (whether the id to be replaced stands with one person only, see `main_side`).
    """
    rows = evidence.rows(role)
    pairs = pd.DataFrame(
        {"own": rows["customer_id"].astype("str"), "other": rows[column].astype("str")}
    ).dropna()
    pairs = pairs[pairs["own"] != pairs["other"]].drop_duplicates()
    place = evidence.place_of.get_indexer(pd.Index(pairs["other"]))
    there: pd.DataFrame = pairs[place >= 0].assign(known=evidence.known(role)[place[place >= 0]])
    there["alone"] = ~there[alias_of(evidence, there)].duplicated(keep=False)
    return there


def alias_of(evidence: Evidence, pairs: pd.DataFrame) -> str:
    """Return which of two ids gives way, ``own`` or ``other``; the one that is not `main_side`."""
    return "own" if main_side(evidence, pairs) == "other" else "other"


def main_side(evidence: Evidence, pairs: pd.DataFrame) -> str:
    """Return which of two ids a person keeps: the one conversions know, else the customers, else the other.

    Examples
    --------
    >>> from segattr.data.dataset import Dataset
    >>> bought = pd.DataFrame({"customer_id": ["u1"], "ts": pd.to_datetime(["2026-01-02"], utc=True)})
    >>> evidence = Evidence(Dataset(conversions=bought), pd.Timestamp("2026-02-01", tz="UTC"))
    >>> main_side(evidence, pd.DataFrame({"own": ["cookie"], "other": ["u1"]}))
    'other'
    """
    for role in MOST_KNOWING:
        known = evidence.ids[evidence.known(role)]
        met = {side: int(among(pairs[side], known).sum()) for side in ("own", "other")}
        if met["own"] != met["other"]:
            return max(met, key=lambda side: met[side])
    return "other"


def linked(evidence: Evidence, role: str, column: str) -> Mapping[str, pd.DataFrame]:
    """Return the tables with one id per person: whoever stands under two ids of one row keeps one of them.

    An id that stands with several people (a shared device) is left alone, but for the rows that say
    themselves whose they are.
    """
    rows = evidence.rows(role)
    links = links_of(evidence, role, column)
    main, alias = main_side(evidence, links), alias_of(evidence, links)
    names = links[links["alone"]].set_index(alias)[main]
    tables = dict(evidence.dataset.tables)
    for name in WITH_PEOPLE:
        if name in tables:
            tables[name] = under_names(tables[name], names)
    if main == "other":
        said = rows[column].astype("str")
        said = said.where(among(said, evidence.ids))
        tables[role] = rows.assign(customer_id=said.fillna(tables[role]["customer_id"]).astype("str"))
    if "customers" in tables:
        kept = tables["customers"]
        tables["customers"] = kept[~kept["customer_id"].duplicated()].reset_index(drop=True)
    return tables


def under_names(table: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Return a table with the ids of people who have another name under that one.

    Examples
    --------
    >>> touches = pd.DataFrame({"customer_id": ["a", "b"]}, dtype="str")
    >>> under_names(touches, pd.Series({"a": "b"}))["customer_id"].tolist()
    ['b', 'b']
    """
    ids = table["customer_id"]
    codes, texts = distinct(ids)
    new = texts.map(names).fillna(texts).astype("str")
    return table.assign(customer_id=pd.Series(new.array.take(codes, allow_fill=True), index=ids.index))


def _left_alone(ids: int) -> str:
    stand = "stands" if ids == 1 else "stand"
    return f"; {many(ids, 'id')} that {stand} with several people would be left alone" if ids else ""


CHECKS: Final = (
    Check(
        "linked_ids",
        "Does another column hold the ids by which other tables know the same people?",
        "high",
        "Put the two ids together: rows that carry both say who is who.",
        QUESTIONS,
        linked_ids,
        "link",
    ),
)
