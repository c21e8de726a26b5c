"""What the Data page says: what the files hold, what each was taken for, what it allows, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from segattr.schema import TABLES
from segattr.words.facts import Facts
from segattr.words.numbers import count, percent

Name = Callable[[str], str]  # makes a word of the client's safe to show

SURE_FROM, LIKELY_FROM = 0.85, 0.6  # confidence of a proposal, 0 to 1
MOST_NAMED = 8  # columns in one sentence

# What a file allows, and what it does not.
ALLOWS: Final[dict[str, tuple[str, str]]] = {
    "touchpoints": (
        "credit by channel and conversion by segment, together with conversions",
        "either without conversions: touchpoints do not say who bought",
    ),
    "conversions": (
        "credit by channel, together with touchpoints; conversion by segment, with touchpoints or customers",
        "any rate on its own: nobody in it did not convert",
    ),
    "customers": (
        "segments: every column can split rates and credit",
        "any rate on its own: conversions say who bought",
    ),
    "events": ("segments and funnels: kept for later", "credit: events never earn any"),
    "costs": ("what each channel costs: kept for later", "rates or credit"),
    "sessions": ("conversion by segment and credit by channel: every visit is a touchpoint", ""),
    "outcomes": (
        "conversion by segment: every other column can split it",
        "journeys or credit by channel: without customer ids nobody can be followed",
    ),
    "paths": (
        "credit by models that look at the order of channels",
        "time decay or conversion by segment: a path has neither dates nor customers",
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
    **{"nulls": "Journeys without conversion"},
}


def headline(facts: Facts) -> str:
    """Return what the data hold and what they allow.

    Examples
    --------
    >>> headline(Facts(people=7000))
    '**7,000 customers**. To see who of them converted, add a file of conversions, such as orders or leads.'
    """
    return ". ".join(part for part in (facts.holds, _ability(facts)) if part)


def _ability(facts: Facts) -> str:
    if facts.can_split and facts.can_credit:
        return "You can compare conversion by segment and share out credit."
    if facts.can_split:
        return f"You can compare conversion by segment. {CREDIT_NEEDS}"
    if facts.can_credit:
        return f"You can share out credit. {SPLIT_NEEDS}"
    if facts.conversions:
        return "To see who did not convert, add a file of touchpoints or of customers."
    return "To see who of them converted, add a file of conversions, such as orders or leads."


CREDIT_NEEDS: Final = "Sharing out credit takes touchpoints and conversions with the same customer ids."
SPLIT_NEEDS: Final = "Comparing conversion by segment takes customers or touchpoints, and conversions."


def strangers(facts: Facts) -> str:
    """Return what to say about conversions of customers without any touchpoint; empty where there are none.

    Examples
    --------
    >>> strangers(Facts(touchpoints=9, conversions=200, strangers=12))
    '**12 of 200 conversions** (6.0 %) are of customers without any touchpoint: no channel can earn them.'
    """
    if not facts.strangers:
        return ""
    if facts.strangers < facts.conversions:
        share = percent(facts.strangers / facts.conversions)
        found = f"**{count(facts.strangers)} of {count(facts.conversions)} conversions** ({share})"
        return f"{found} are of customers without any touchpoint: no channel can earn them."
    return (
        f"**None of the {count(facts.conversions)} conversions** is of a customer seen in the touchpoints. Perhaps "
        "one file knows customers by e-mail and the other by number: choose the column both share as Customer."
    )


def taken_for(role: str, *, rows: int, confidence: float, said: bool) -> str:
    """Return what a file was taken for and how sure that is.

    Parameters
    ----------
    role : the role it plays; empty for none.
    rows : rows of the file.
    confidence : how sure the proposal is, 0 to 1.
    said : whether the user decided it.

    Examples
    --------
    >>> taken_for("customers", rows=7000, confidence=0.9, said=False)
    'Taken for **customers**: 7,000 rows, one per customer. Quite sure.'
    """
    if not role and said:
        return f"Left aside, as you set: {count(rows)} rows."
    if not role:
        return f"Not recognised: {count(rows)} rows. Say below what one of them stands for."
    return f"Taken for **{role}**: {count(rows)} rows, one per {TABLES[role].row}. {_sure(confidence, said)}"


def _sure(confidence: float, said: bool) -> str:
    if said:
        return "As you set."
    if confidence >= SURE_FROM:
        return "Quite sure."
    return "Likely: have a look." if confidence >= LIKELY_FROM else "A guess: please check."


def read_from(columns: Mapping[str, str], others: Collection[str], *, name: Name = str) -> str:
    """Return which column each field is read from, and which other columns are kept.

    Examples
    --------
    >>> read_from({"customer_id": "Kunde", "value": "Summe"}, ["Region"])
    'Customer from **Kunde**, Value from **Summe**. Kept as they are: Region.'
    """
    read = ", ".join(f"{FIELDS[field]} from **{name(column)}**" for field, column in columns.items())
    named = ", ".join(name(column) for column in list(others)[:MOST_NAMED])
    more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
    kept = f"Kept as they are: {named}{more}" if named else ""
    return " ".join(f"{part}." for part in (read, kept) if part)


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
