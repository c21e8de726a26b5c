"""What is said about one file: what it was taken for, what it allows, which column is what, what lacks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from segattr.schema import TABLES
from segattr.words.numbers import many, share

Name = Callable[[str], str]  # makes a word of the client's safe to show

SURE_FROM, LIKELY_FROM = 0.85, 0.6  # confidence of a proposal, 0 to 1
MOST_SURE = 0.99  # nobody asked: a proposal is never certain
MOST_NAMED = 8  # columns in one sentence

ALL_ROWS: Final = "= "  # before a value that all rows of a file share
BOTH: Final = "Allows credit by channel and conversion by segment."
# What a file allows and what it does not, for roles where that does not depend on the other files.
ALLOWS: Final[dict[str, str]] = {
    "events": (
        "Allows segments and funnels of what customers did. "
        "No credit: only contacts with a channel earn that."
    ),
    "costs": (
        "Allows what each channel cost, beside rates and credit. "
        "No rates and no credit by itself: nobody in it converts."
    ),
    "sessions": (
        f"{BOTH} Every visit is a touchpoint; one that converted is a conversion too, its touch coming first."
    ),
    "outcomes": (
        "Allows conversion by segment: every other column can split it. "
        "No journeys, no credit by channel: without customer ids nobody can be followed."
    ),
    "outcomes.counted": (
        "Counts only: conversion by segment yes, by its own columns; journeys and credit by channel no. "
        "Its breakdown cannot be crossed with that of another report."
    ),
    "paths": (
        "Allows credit by models that look at the order of channels. "
        "No time decay, no conversion by segment: a path has neither dates nor customers."
    ),
}
FIELDS: Final[dict[str, str]] = {
    **{"customer_id": "Customer", "ts": "When", "channel": "Channel", "campaign": "Campaign"},
    **{"source": "Source", "medium": "Medium", "content": "Content", "event": "What happened"},
    **{"landing_page": "Landing page", "cost": "Cost", "conversion_id": "Number of the conversion"},
    **{"value": "Value", "margin": "Margin", "kind": "Kind", "product": "Product"},
    **{"lead_ts": "Lead since", "opportunity_ts": "Opportunity since", "created_ts": "Known since"},
    **{"start": "First day", "end": "Last day", "spend": "Spend", "clicks": "Clicks"},
    **{"impressions": "Impressions", "converted": "Converted", "people": "People"},
    **{"converters": "Converters", "path": "Path", "conversions": "Conversions"},
    **{"nulls": "Journeys without conversion", "first_source": "First source"},
    **{"latest_source": "Latest source", "latest_source_ts": "Latest source on"},
    **{"converted_ts": "Became a customer on", "deal_value": "Worth"},
}


def taken_for(role: str, *, rows: int, confidence: float, said: bool, source: str = "") -> str:
    """Return what a file was taken for and how sure that is.

    Parameters
    ----------
    role : the role it plays; empty for none.
    rows : rows of the file.
    confidence : how sure the proposal is, 0 to 1.
    said : whether the user decided it.
    source : the tool's export it was recognised as, with its article; empty for any other file.

    Examples
    --------
    >>> taken_for("customers", rows=7000, confidence=0.9, said=False)
    'Taken for **customers**: 7,000 rows, one per customer. Quite sure (90 %).'
    >>> taken_for("customers", rows=9, confidence=1.0, said=False, source="a Shopify customers export")
    'Taken for a Shopify customers export, as **customers**: 9 rows, one per customer. Quite sure (99 %).'
    """
    of_tool = f"{source}, as " if source else ""
    if not role and said:
        return f"Left aside, as you set: {many(rows, 'row')}."
    if not role and source:
        return f"Taken for {source}: {many(rows, 'row')}. Say below what one of them stands for."
    if not role:
        return f"Not recognised: {many(rows, 'row')}. Say below what one of them stands for."
    return f"Taken for {of_tool}{holds(role, rows=rows)} {_sure(confidence, said)}"


def holds(role: str, *, rows: int) -> str:
    """Return how many rows there are and what each stands for.

    Examples
    --------
    >>> holds("customers", rows=7000)
    '**customers**: 7,000 rows, one per customer.'
    """
    return f"**{role}**: {many(rows, 'row')}, one per {TABLES[role].row}."


def _sure(confidence: float, said: bool) -> str:
    if said:
        return "As you set."
    if confidence >= SURE_FROM:
        return f"Quite sure ({_figure(confidence)})."
    if confidence >= LIKELY_FROM:
        return f"Likely ({_figure(confidence)}): have a look."
    return f"A guess ({_figure(confidence)}): please check."


def _figure(confidence: float) -> str:
    return share(min(confidence, MOST_SURE))


def column_sure(confidence: float | None) -> str:
    """Return how sure a field's column is; None for one the visitor chose.

    Examples
    --------
    >>> column_sure(0.93), column_sure(0.7), column_sure(0.4), column_sure(None)
    ('quite sure, 93 %', 'likely, 70 %', 'a guess, 40 %', 'as you set')
    """
    if confidence is None:
        return "as you set"
    named = "quite sure" if confidence >= SURE_FROM else "likely" if confidence >= LIKELY_FROM else "a guess"
    return f"{named}, {_figure(confidence)}"


def guessed(sureness: Mapping[str, float], columns: Mapping[str, str], *, name: Name = str) -> str:
    """Return which columns are only guessed; empty where all are sure.

    Examples
    --------
    >>> guessed({"channel": 0.57, "spend": 0.99}, {"channel": "Account", "spend": "Cost"})
    'Please check: Channel from **Account** (a guess, 57 %).'
    """
    unsure = {field: sure for field, sure in sureness.items() if sure < LIKELY_FROM and field in columns}
    named = [f"{FIELDS[n]} from **{name(columns[n])}** ({column_sure(sure)})" for n, sure in unsure.items()]
    return f"Please check: {', '.join(named)}." if named else ""


def read_from(columns: Mapping[str, str], others: Collection[str], *, name: Name = str) -> str:
    """Return which column each field is read from, and which other columns are kept.

    Examples
    --------
    >>> read_from({"customer_id": "Kunde", "value": "Summe"}, ["Region"])
    'Customer from **Kunde**, Value from **Summe**. Kept as they are: Region.'
    """
    read = ", ".join(_source(field, column, name) for field, column in columns.items())
    named = ", ".join(name(column) for column in list(others)[:MOST_NAMED])
    more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
    kept = f"Kept as they are: {named}{more}" if named else ""
    return " ".join(f"{part}." for part in (read, kept) if part)


def _source(field: str, column: str, name: Name) -> str:
    if column.startswith(ALL_ROWS):
        return f"{FIELDS[field]} is **{name(column.removeprefix(ALL_ROWS))}** in all rows"
    return f"{FIELDS[field]} from **{name(column)}**"


def missing(role: str, fields: Collection[str]) -> str:
    """Return which fields no column was found for, and what to do.

    Examples
    --------
    >>> missing("conversions", ["ts"])
    'No column was found for **When**. Choose it below, or take the file for something else.'
    """
    groups = TABLES[role].alternatives or (tuple(fields),)
    wanted = ", or for ".join(" and ".join(f"**{FIELDS[field]}**" for field in group) for group in groups)
    return f"No column was found for {wanted}. Choose it below, or take the file for something else."


def field_label(role: str, field: str) -> str:
    """Return a field's name for a person, and whether the role needs it.

    Examples
    --------
    >>> field_label("touchpoints", "ts"), field_label("outcomes", "people"), field_label("costs", "end")
    ('When · required', 'People · or Converted', 'Last day')
    """
    table = TABLES[role]
    if table.columns[field] in table.required:
        return f"{FIELDS[field]} · required"
    others = [group for group in table.alternatives if field not in group]
    if others == list(table.alternatives):
        return FIELDS[field]
    instead = " or ".join(" and ".join(FIELDS[name] for name in group) for group in others)
    return f"{FIELDS[field]} · or {instead}"


def role_label(role: str) -> str:
    """Return a role as one chooses it.

    Examples
    --------
    >>> role_label("customers")
    'customers: one row per customer'
    """
    return f"{role}: one row per {TABLES[role].row}" if role else "nothing: leave this file aside"


def allowed(role: str, *, also: Collection[str] = (), columns: Collection[str] = ()) -> str:
    """Return what a file allows and what it does not, beside the others.

    Parameters
    ----------
    role : the role it plays.
    also : roles of all files in use.
    columns : fields it has columns for.

    Examples
    --------
    >>> allowed("touchpoints")
    'Says who was reached, not who bought. Rates and credit take conversions as well.'
    >>> allowed("touchpoints", also=["conversions"])
    'Allows credit by channel and conversion by segment.'
    """
    if role == "touchpoints":
        alone = "Says who was reached, not who bought. Rates and credit take conversions as well."
        return BOTH if "conversions" in also else alone
    if role == "conversions":
        return _conversions_allow(also)
    if role == "customers":
        alone = "Rates and credit take conversions as well."
        return "Allows segments: every column can split." + ("" if "conversions" in also else f" {alone}")
    return ALLOWS["outcomes.counted" if role == "outcomes" and "people" in columns else role]


def _conversions_allow(also: Collection[str]) -> str:
    if "touchpoints" in also:
        return BOTH
    if "customers" in also:
        return "Allows conversion by segment. No credit by channel: that takes touchpoints."
    return "Says who bought, not who did not. Add touchpoints for credit and rates, or customers for rates."
