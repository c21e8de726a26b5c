"""Which role a file plays and which column is which field: proposed, never decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from segattr.io.assignment import OPTIONAL_FROM, Guess, assign, by_name_alone, on_request
from segattr.io.content import Profile, profiles
from segattr.io.guesses import suits
from segattr.io.outcome_words import frequency, worded_outcome
from segattr.io.reading import Reading
from segattr.schema import TABLES


@dataclass(frozen=True)
class Proposal:
    """What a file seems to be.

    Attributes
    ----------
    role : the role it plays, None where no role's required fields were found.
    confidence : how sure that is, 0 to 1.
    columns : canonical field -> the column proposed for it.
    alternatives : every role -> how well it fits, best first.
    offers : fields used only on request -> the column that would suit them.
    """

    role: str | None
    confidence: float
    columns: Mapping[str, Guess] = field(default_factory=dict)
    alternatives: Mapping[str, float] = field(default_factory=dict)
    offers: Mapping[str, Guess] = field(default_factory=dict)


def propose(
    reading: Reading | pd.DataFrame, *, role: str | None = None, taken: Mapping[str, str | None] | None = None
) -> Proposal:
    """Propose what a file is and which column is which field, by names and by content.

    Parameters
    ----------
    reading : the file.
    role : what the user says it is; None lets the file speak.
    taken : fields already decided (None: to be left out); their columns are proposed for nothing else.

    Examples
    --------
    >>> orders = pd.DataFrame({"Order ID": ["1"], "Customer ID": ["7"], "Order date": ["2024-01-02"]})
    >>> proposal = propose(orders)
    >>> proposal.role, proposal.columns["ts"].column
    ('conversions', 'Order date')
    """
    table = reading.table if isinstance(reading, Reading) else reading
    columns, decided = profiles(table), dict(taken or {})
    guesses = {name: assign(columns, TABLES[name], decided) for name in ([role] if role else TABLES)}
    if role:
        guesses[role] |= by_name_alone(columns, TABLES[role], decided, guesses[role])
    if "outcomes" in guesses:
        guesses["outcomes"] = _outcomes(columns, table, decided, guesses["outcomes"])
    fits = {name: round(_fit(name, guess, columns), 3) for name, guess in guesses.items()}
    ranked = dict(sorted(fits.items(), key=lambda item: -item[1]))
    best = role or next(iter(ranked))
    if not role and not ranked[best]:
        if not _is_ad_report(columns):
            return Proposal(None, 0.0, {}, ranked)
        best = "costs"  # short of a field, which the visitor can name
        guesses[best] |= by_name_alone(columns, TABLES[best], decided, guesses[best])
    offers = on_request(columns, TABLES[best], decided, guesses[best])
    return Proposal(best, min(1.0, ranked[best]), guesses[best], ranked, offers)


def _outcomes(
    columns: tuple[Profile, ...],
    table: pd.DataFrame,
    decided: Mapping[str, str | None],
    found: dict[str, Guess],
) -> dict[str, Guess]:
    """Add to the fields of outcomes an answer in words of its own, and how often each row occurs."""
    open_answer = not found and not {"converted", "people", "converters"} & set(decided)
    found = worded_outcome(columns) if open_answer else found
    said = {name: Guess(column, 1.0) for name, column in decided.items() if column}
    if "people" in {*found, *decided} or "converters" in {*found, *decided}:
        return found
    return {**found, **frequency(columns, table, {**said, **found})}


def _fit(role: str, found: Mapping[str, Guess], columns: tuple[Profile, ...]) -> float:
    """Return how well a role fits: its required fields, and what only this role has."""
    table = TABLES[role]
    needed = [field.name for field in table.required] or next(
        (list(group) for group in table.alternatives if all(name in found for name in group)), ["nothing"]
    )
    if not all(name in found for name in needed):
        return 0.0
    sure = sum(found[name].confidence for name in needed) / len(needed)
    return sure * _weight(role, found, columns)


def _weight(role: str, found: Mapping[str, Guess], columns: tuple[Profile, ...]) -> float:
    """Return how much a role is worth beside the others, by what only it has."""
    if role not in ("costs", "paths") and _is_ad_report(columns):
        return 0.0  # its ids are accounts and its conversions are counts
    is_order = _has(columns, "conversions", "conversion_id")
    if role == "touchpoints":
        return 0.8 if is_order else 1.0
    if role == "conversions":
        is_touch = _has(columns, "touchpoints", "channel") and not is_order
        worth = is_order or _has(columns, "conversions", "value")
        return (1.0 if worth else 0.7) * (0.85 if is_touch else 1.0)
    if role == "customers":
        key = next(profile for profile in columns if profile.header == found["customer_id"].column)
        unique = key.distinct >= 0.95 * max(1, len(key.texts))
        contacts = bool(
            on_request(columns, TABLES[role], {}, found).keys() & {"first_source", "latest_source"}
        )
        return (1.15 if contacts else 0.85 if "created_ts" in found else 0.6) * (1.0 if unique else 0.3)
    return {"events": 0.9, "sessions": 1.05, "outcomes": 0.95}.get(role, 1.0)


def _is_ad_report(columns: tuple[Profile, ...]) -> bool:
    """Whether a table counts how often adverts were shown, and what that brought or cost."""
    shown, *counted = (_has(columns, "costs", name) for name in ("impressions", "clicks", "spend"))
    return shown and any(counted)


def _has(columns: tuple[Profile, ...], role: str, name: str) -> bool:
    field = TABLES[role].columns[name]
    return any(suits(profile, role=role, field=field) >= OPTIONAL_FROM for profile in columns)
