"""The tables segattr works with: names, kinds, units and meaning, once.

The checks on loading, the mapping page, the documentation and the empty frames all derive from `TABLES`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

Kind = Literal["id", "time", "label", "money", "count", "flag", "path"]

DTYPES: dict[Kind, str] = {
    "id": "str",
    "time": "datetime64[us, UTC]",
    "label": "category",
    "money": "float64",
    "count": "float64",
    "flag": "boolean",
    "path": "str",
}


@dataclass(frozen=True)
class Column:
    """One field of a table: its canonical name, what kind of value it holds and what it means.

    Attributes
    ----------
    on_request : used only when somebody maps it, never because a column is called like it.

    Examples
    --------
    >>> Column("spend", "money", "What was paid").kind
    'money'
    """

    name: str
    kind: Kind
    meaning: str
    on_request: bool = False


@dataclass(frozen=True)
class Table:
    """One role a file can play.

    Attributes
    ----------
    role : name of the role, ``touchpoints`` …
    row : what one row stands for.
    required : fields without which the role makes no sense.
    optional : fields used when present.
    alternatives : fields of which one whole group must be present (``outcomes`` needs ``converted``, or
        ``people`` and ``converters``); empty for most roles.
    """

    role: str
    row: str
    required: tuple[Column, ...]
    optional: tuple[Column, ...] = ()
    alternatives: tuple[tuple[str, ...], ...] = ()

    @property
    def columns(self) -> dict[str, Column]:
        """Every field by its name, required ones first."""
        return {column.name: column for column in (*self.required, *self.optional)}


CUSTOMER = Column("customer_id", "id", "Who: the same customer has the same id in every file")
CHANNEL = Column("channel", "label", "Where the contact happened, such as email or paid search")
CAMPAIGN = Column("campaign", "label", "Which campaign the contact belongs to")
VALUE = Column("value", "money", "What it was worth, in the dataset's currency")
LEAD = Column("lead_ts", "time", "When the customer became a lead")
OPPORTUNITY = Column("opportunity_ts", "time", "When the lead became an opportunity")


def _when(meaning: str) -> Column:
    return Column("ts", "time", meaning)


TABLES: dict[str, Table] = {
    "touchpoints": Table(
        "touchpoints",
        "contact of a customer with a channel",
        (CUSTOMER, _when("When the contact happened"), CHANNEL),
        (
            CAMPAIGN,
            Column("source", "label", "Where the visitor came from, such as google"),
            Column("medium", "label", "How they came, such as cpc or email"),
            Column("content", "label", "Which advert, creative or link"),
            Column("event", "label", "What the contact was, such as click or visit"),
            Column("landing_page", "label", "The page the visit began on"),
            Column("cost", "money", "What this contact cost"),
        ),
    ),
    "conversions": Table(
        "conversions",
        "order, lead, install or goal",
        (CUSTOMER, _when("When the conversion happened")),
        (
            Column("conversion_id", "id", "The order or lead number"),
            VALUE,
            Column("margin", "money", "What was left of the value after its costs"),
            Column("kind", "label", "What kind of conversion, such as order or lead"),
            Column("product", "label", "What was bought"),
            LEAD,
            OPPORTUNITY,
        ),
    ),
    "customers": Table(
        "customers",
        "customer",
        (CUSTOMER,),
        (
            Column("created_ts", "time", "When the customer was first known"),
            LEAD,
            OPPORTUNITY,
            Column("first_source", "label", "Where they came from first; makes a short journey", True),
            Column("latest_source", "label", "Where they came from last, its second touch", True),
            Column("latest_source_ts", "time", "When they came from there", True),
            Column("converted_ts", "time", "When they bought or became a customer, once", True),
            Column("deal_value", "money", "What that was worth", True),
        ),
    ),
    "events": Table(
        "events",
        "anything else a customer did: ticket, e-mail open, page view, stage change",
        (CUSTOMER, _when("When it happened"), Column("event", "label", "What happened")),
        (VALUE,),
    ),
    "costs": Table(
        "costs",
        "channel and period",
        (
            CHANNEL,
            Column("start", "time", "First day the spend covers"),
            Column("spend", "money", "What was paid"),
        ),
        (
            Column("end", "time", "Last day the spend covers"),
            CAMPAIGN,
            Column("clicks", "count", "Clicks bought"),
            Column("impressions", "count", "Times shown"),
        ),
    ),
    "sessions": Table(
        "sessions",
        "visit with its own outcome",
        (
            CUSTOMER,
            _when("When the visit began"),
            CHANNEL,
            Column("converted", "flag", "Whether the visit led to a conversion: 0/1, true/false or yes/no"),
        ),
        (VALUE,),
    ),
    "outcomes": Table(
        "outcomes",
        "person or visit without an id, or a group of them",
        (),
        (
            Column("converted", "flag", "Whether it converted: 0/1, true/false or yes/no"),
            Column("people", "count", "How many people or visits the row counts"),
            Column("converters", "count", "How many of them converted"),
            VALUE,
            Column("cost", "money", "What the row cost"),
        ),
        (("converted",), ("people", "converters")),
    ),
    "paths": Table(
        "paths",
        "distinct conversion path",
        (
            Column("path", "path", "The channels in order"),
            Column("conversions", "count", "Conversions on this path"),
        ),
        (VALUE, Column("nulls", "count", "Journeys on this path that did not convert")),
    ),
}


def empty(role: str) -> pd.DataFrame:
    """Return a frame of the role with its required columns and no row.

    Examples
    --------
    >>> list(empty("touchpoints").columns)
    ['customer_id', 'ts', 'channel']
    """
    return pd.DataFrame({c.name: pd.Series(dtype=DTYPES[c.kind]) for c in TABLES[role].required})
