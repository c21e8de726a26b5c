"""What warehouses say in words of their own, through Ibis: moments, a customer's random group, kept tables.

Tried on PostgreSQL. Most of it is Ibis' own language, which it writes for some twenty databases.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from segattr.reduce.extras import extra, must_keep_tables
from segattr.reduce.groups import GROUPS, SALT

if TYPE_CHECKING:
    from ibis import BaseBackend
    from ibis.expr.types import IntegerValue, StringValue, Table, TimestampValue

DIGITS = "0123456789abcdef"
LAST = 31  # place of the last of md5's 32 hexadecimal digits


def microseconds(native: Table, times: Collection[str]) -> Table:
    """Turn columns of moments into microseconds since 1970 UTC; a moment without a zone is UTC."""
    return native.mutate(**{name: _since_1970(native[name]) for name in times})


def grouped(native: Table) -> Table:
    """Add ``group`` of every ``customer_id``; see `segattr.reduce.groups`."""
    ibis = extra("ibis", "warehouse")
    digest = _md5(native, ibis.literal(SALT) + native["customer_id"])
    high, low = (ibis.literal(DIGITS).find(digest.substr(place, 1)) for place in (LAST - 1, LAST))
    return native.mutate(group=((high * len(DIGITS) + low) % GROUPS).cast("int64"))


def kept(native: Table) -> tuple[Table, Callable[[], object]]:
    """Return the frame as a temporary table of the database, and how to drop it.

    Raises
    ------
    UnsuitableData : Ibis and the SQL writer installed with it do not fit together.
    """
    must_keep_tables()
    table = native.cache()
    return by_letters(table), table.release


def by_letters(native: Table) -> Table:
    """Return a table with texts that compare letter by letter, as on every other engine.

    PostgreSQL sorts by the rules of a language, its own or its owner's: then ties between two channels, and
    which value of a customer listed twice counts, would depend on the server.
    """
    backend: BaseBackend = native.get_backend()
    schema = native.schema()
    if backend.name != "postgres" or not any(kind.is_string() for kind in schema.types):
        return native
    ibis = extra("ibis", "warehouse")
    columns = [_quoted(name) + _collated(kind.is_string(), name) for name, kind in schema.items()]
    query = f"SELECT {', '.join(columns)} FROM ({ibis.to_sql(native)}) AS whole"
    table: Table = backend.sql(query, schema=schema)
    return table


def _collated(is_text: bool, name: str) -> str:
    return f' COLLATE "C" AS {_quoted(name)}' if is_text else ""


def _md5(native: Table, text: StringValue) -> StringValue:
    ibis, operations = extra("ibis", "warehouse"), extra("ibis.expr.operations", "warehouse")
    if native.get_backend().has_operation(operations.HexDigest):
        return text.hexdigest("md5").lower()

    @ibis.udf.scalar.builtin(signature=(("string",), "string"))  # type: ignore[untyped-decorator]
    def md5(text: str) -> str:
        return text  # never run: the name and the types are all that Ibis takes of it

    return md5(text)


def _since_1970(moment: TimestampValue) -> IntegerValue:
    whole = moment.cast("timestamp") if moment.type().is_date() else moment
    seconds = whole.truncate("s").epoch_seconds().cast("int64")
    return seconds * 1_000_000 + whole.microsecond().cast("int64")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
