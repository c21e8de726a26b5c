"""What Spark says in words of its own: moments, a customer's random group, and keeping a frame.

Everything is an expression in Spark's SQL: nothing of Spark is imported, and Spark Connect reads it too.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from narwhals.stable.v2.typing import IntoFrame

from segattr.reduce.groups import GROUPS, SALT


class SparkFrame(Protocol):
    """As much of a Spark DataFrame as is used here."""

    @property
    def dtypes(self) -> list[tuple[str, str]]:
        """Names and types of the columns."""
        ...

    def selectExpr(self, *expr: str) -> IntoFrame:
        """Return columns worked out in SQL."""
        ...

    def localCheckpoint(self, eager: bool) -> IntoFrame:
        """Work the frame out and keep it on the executors, in memory and on disk."""
        ...


def microseconds(native: SparkFrame, times: Collection[str]) -> IntoFrame:
    """Turn columns of moments into microseconds since 1970 UTC; a moment without a zone is UTC."""
    return native.selectExpr(
        *[
            f"{_since_1970(_quoted(name), kind)} AS {_quoted(name)}" if name in times else _quoted(name)
            for name, kind in native.dtypes
        ]
    )


def grouped(native: SparkFrame) -> IntoFrame:
    """Add ``group`` of every ``customer_id``; see `segattr.reduce.groups`."""
    last_byte = f"conv(right(md5(concat('{SALT}', customer_id)), 2), 16, 10)"
    return native.selectExpr("*", f"CAST({last_byte} AS BIGINT) % {GROUPS} AS `group`")


def kept(native: SparkFrame) -> IntoFrame:
    """Return the frame, worked out and kept on the cluster until nobody holds it any more.

    A checkpoint, not a cached frame: that one drags along the plan of all it was made of, and to compare and
    optimise plans over plans took more than twice the processor's time of the work itself.
    """
    return native.localCheckpoint(eager=True)


def _since_1970(column: str, kind: str) -> str:
    if kind == "date":
        return f"CAST(unix_date({column}) AS BIGINT) * 86400000000"
    if kind == "timestamp_ntz":  # through its text: Spark would read it in the session's zone
        return f"unix_micros(CAST(concat(CAST({column} AS STRING), '+00:00') AS TIMESTAMP))"
    return f"unix_micros({column})"


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
