"""Which role a file plays and which column is which field: proposed, never decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from segattr.io.assignment import OPTIONAL_FROM, Guess, assign, by_name_alone, on_request
from segattr.io.content import Profile, profiles
from segattr.io.guesses import suits
from segattr.io.outcome_words import frequency, worded_outcome
from segattr.io.reading import Reading
from segattr.io.sources.layout import Known
from segattr.io.sources.registry import recognised
from segattr.schema import TABLES

LIKELY = 0.5  # of a column that a known export has for want of a better one


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
    source : the tool's export it was recognised as, with its article; empty for any other file.
    notes : what the reader of such an export should know.
    """

    role: str | None
    confidence: float
    columns: Mapping[str, Guess] = field(default_factory=dict)
    alternatives: Mapping[str, float] = field(default_factory=dict)
    offers: Mapping[str, Guess] = field(default_factory=dict)
    source: str = ""
    notes: tuple[str, ...] = ()


def propose(
    reading: Reading | pd.DataFrame, *, role: str | None = None, taken: Mapping[str, str | None] | None = None
) -> Proposal:
    """Propose what a file is and which column is which field, by its tool, by names and by content.

    What the user decided wins over what is known of a tool's export, and that over what is guessed.

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
    known = recognised(str(header) for header in table.columns)
    if known is None:
        return _guessed(columns, table, role, decided)
    found = _as_known(known, columns, table, role or known.layout.role, decided)
    if role or (found.role and _keeps_its_word(known, found.role, {*found.columns, *decided})):
        return found
    guessed = _guessed(columns, table, None, decided)
    if guessed.role is None or guessed.role == found.role:
        return found
    if not found.role:
        found = _as_known(known, columns, table, guessed.role, decided)
        return replace(found, confidence=guessed.confidence, alternatives=guessed.alternatives)
    return replace(guessed, source=found.source, notes=found.notes)


def _as_known(
    known: Known,
    columns: tuple[Profile, ...],
    table: pd.DataFrame,
    role: str,
    decided: Mapping[str, str | None],
) -> Proposal:
    """Return what is known of a tool's export, and guesses for the rest; without a role only whose it is."""
    layout = known.layout
    if not role:
        return Proposal(None, 0.0, source=layout.title, notes=layout.notes)
    filled = [profile.header for profile in columns if len(profile.texts)]
    fixed = _undecided(role, known.columns(role, filled=filled), decided)
    guessed = _guessed(columns, table, role, {**fixed, **decided})
    found = {**guessed.columns, **{name: Guess(column, 1.0) for name, column in fixed.items() if column}}
    used = {*(guess.column for guess in found.values()), *decided.values()}
    for name, column in known.likely(role, filled=filled).items():
        if name not in {*found, *fixed, *decided} and column not in used:
            found[name] = Guess(column, LIKELY)
    fit = 1.0 if role == layout.role else min(1.0, _fit(role, found, columns))
    return Proposal(role, fit, found, {role: fit}, guessed.offers, layout.title, layout.notes)


def _keeps_its_word(known: Known, role: str, names: set[str]) -> bool:
    """Whether the required columns that such an export has are there."""
    promised = {name for name, headers in known.layout.columns[role].items() if headers}
    return all(field.name in names for field in TABLES[role].required if field.name in promised)


def _undecided(
    role: str, known: Mapping[str, str | None], decided: Mapping[str, str | None]
) -> dict[str, str | None]:
    """Return what is known of a file's columns, as far as it leaves the user's decisions alone."""
    groups = TABLES[role].alternatives
    begun = {name for group in groups if any(decided.get(name) for name in group) for name in group}
    others = {name for group in groups for name in group} - begun if begun else set()
    taken = {column for column in decided.values() if column}
    return {
        name: column
        for name, column in known.items()
        if name not in {*decided, *others} and column not in taken
    }


def _guessed(
    columns: tuple[Profile, ...], table: pd.DataFrame, role: str | None, decided: Mapping[str, str | None]
) -> Proposal:
    """Return the proposal that names and contents alone make."""
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
