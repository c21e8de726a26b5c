"""From files to a checked Dataset in one call."""

from __future__ import annotations

from segattr.data.assemble import assemble
from segattr.data.dataset import Dataset
from segattr.data.mapping import DateOrder, Mappings
from segattr.io.personal import new_salt, without_personal
from segattr.io.readers import read_table
from segattr.io.reading import Reading
from segattr.io.source import Source


def load(
    touchpoints: Source | None = None,
    conversions: Source | None = None,
    customers: Source | None = None,
    costs: Source | None = None,
    events: Source | None = None,
    sessions: Source | None = None,
    outcomes: Source | None = None,
    paths: Source | None = None,
    mapping: Mappings | None = None,
    date_order: DateOrder = None,
    hash_personal: bool | str = False,
) -> Dataset:
    """Return a checked Dataset from files or DataFrames. Never asks: what cannot be decided is an error.

    Parameters
    ----------
    touchpoints, conversions, customers, costs, events, sessions, outcomes, paths :
        path, open file or DataFrame; see `segattr.schema.TABLES` for what each holds.
    mapping : ``{role: {canonical column: column in the file}}``; wins field by field, the other fields are
        proposed. Columns not mapped keep their exact header and values, as dimensions.
    date_order : ``"day first"`` or ``"month first"``, for all files or per role, where a file leaves it open.
    hash_personal : put hashes in place of e-mails and phone numbers before anything else happens. True keys
        them with a salt of this call alone; a text is the salt, so that the next call gives the same ones.

    Raises
    ------
    FileRefused : a file that cannot be read or holds no readable row.
    MissingColumn : no column for a required field, or a mapped column that is not there.
    AmbiguousDates : nothing says whether day or month comes first; `date_order` decides.
    UnreadableValues : a column's values are not what its field holds.
    UnknownName, BadSetting : a role, field or order that does not exist.

    Examples
    --------
    >>> import pandas as pd
    >>> orders = pd.DataFrame({"User": [7], "Date": ["2024-05-01"], "Revenue": ["12,50 €"]})
    >>> dataset = load(conversions=orders)
    >>> dataset.conversions.value.tolist(), dataset.conversions.customer_id.tolist(), dataset.currency
    ([12.5], ['7'], 'EUR')
    """
    sources = {
        "touchpoints": touchpoints,
        "conversions": conversions,
        "customers": customers,
        "costs": costs,
        "events": events,
        "sessions": sessions,
        "outcomes": outcomes,
        "paths": paths,
    }
    given = {role: source for role, source in sources.items() if source is not None}
    salt = (hash_personal if isinstance(hash_personal, str) else new_salt()) if hash_personal else ""
    return assemble(
        {role: _reading(source, role, salt) for role, source in given.items()},
        mapping=mapping,
        date_order=date_order,
    )


def _reading(source: Source, role: str, salt: str) -> Reading:
    unnamed = (
        not isinstance(source, str) and not hasattr(source, "__fspath__") and not hasattr(source, "read")
    )
    reading = read_table(source, name=f"the {role} table" if unnamed else None)
    return without_personal(reading, salt=salt) if salt else reading
