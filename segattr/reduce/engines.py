"""The only lines that name an engine: time as integers, the customer's group, and pinning a frame.

Everything else in this room is written once, as Narwhals expressions; the frame that is passed in decides
where they run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import narwhals.stable.v2 as nw
import pandas as pd
import pyarrow as pa
from narwhals.stable.v2.typing import IntoFrame

from segattr.errors import UnsuitableData
from segattr.reduce.groups import GROUPS, SALT, groups_of

if TYPE_CHECKING:
    import duckdb  # a tenth of a second: below, not before somebody's frames are DuckDB's

NEVER = 1 << 62  # microseconds of a moment that did not come
OFF = ("preserve_insertion_order", "autoinstall_known_extensions", "autoload_known_extensions")

Frame = nw.LazyFrame[Any]

SUPPORTED = "pandas, Polars, DuckDB, PySpark, SQLFrame or Ibis"


def connect(memory: str | None = None) -> duckdb.DuckDBPyConnection:
    """Open an embedded DuckDB that fetches nothing from outside and spills to disk above its memory limit.

    Parameters
    ----------
    memory : limit such as ``"4GB"``; None leaves DuckDB's own default, 80 % of the machine.
    """
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = dict.fromkeys(OFF, False)
    if memory:
        settings["memory_limit"] = memory
    return duckdb.connect(config=settings)


def enter(frame: IntoFrame) -> Frame:
    """Wrap an engine's frame; every frame is lazy to the rest of this room, pandas' in name only.

    Raises
    ------
    UnsuitableData : the frame's engine has no ordered windows (PyArrow, Dask, Modin …).
    """
    wrapped: Frame = nw.from_native(frame).lazy()
    engine = wrapped.implementation
    known = engine.is_pandas() or engine.is_polars() or engine.is_duckdb() or engine.is_spark_like()
    if not (known or engine.is_ibis()):
        raise UnsuitableData(
            f"Frames of {engine} cannot be reduced; pass {SUPPORTED} frames.", engine=str(engine)
        )
    return wrapped


def in_microseconds(frame: Frame, *columns: str) -> Frame:
    """Turn the named time columns into int64 microseconds since 1970 UTC, missing ones into `NEVER`.

    Integers are taken for microseconds already.

    Raises
    ------
    UnsuitableData : a column holds text, whose dates only a reader of files may guess.
    """
    frame = _in_utc(frame, columns) if frame.implementation.is_pandas() else frame
    schema = frame.collect_schema()
    times = [c for c in columns if not schema[c].is_integer()]
    if not times:
        return frame
    _refuse_texts({c: schema[c] for c in times})
    if frame.implementation.is_duckdb():
        import duckdb

        native: duckdb.DuckDBPyRelation = frame.to_native()
        stamps = [duckdb.SQLExpression(f'coalesce(epoch_us("{c}"), {NEVER})').alias(c) for c in times]
        return enter(native.select(duckdb.StarExpression(exclude=times), *stamps))
    return frame.with_columns(*[_microseconds(c, schema[c]) for c in times])


def _refuse_texts(times: Mapping[str, nw.dtypes.DType]) -> None:
    for name, kind in times.items():
        if kind in (nw.String, nw.Categorical, nw.Enum):
            raise UnsuitableData(
                f"The frame's column {name!r} holds text where dates are needed. Turn it into dates first "
                "(pandas.to_datetime, CAST … AS TIMESTAMP), or load the file with sa.load, which reads them.",
                column=name,
            )


def _in_utc(frame: Frame, columns: tuple[str, ...]) -> Frame:
    """Tell pandas' zoned times in UTC: Narwhals cannot read every zone's name, such as America/New_York."""
    native: pd.DataFrame = frame.collect().to_native()
    zoned = [c for c in columns if isinstance(native[c].dtype, pd.DatetimeTZDtype)]
    return enter(native.assign(**{c: native[c].dt.tz_convert("UTC") for c in zoned})) if zoned else frame


def _microseconds(column: str, dtype: nw.dtypes.DType) -> nw.Expr:
    zone = getattr(dtype, "time_zone", None)
    return nw.col(column).cast(nw.Datetime("us", zone)).dt.timestamp("us").fill_null(NEVER).cast(nw.Int64)


def with_group(frame: Frame) -> Frame:
    """Add ``group``, 0 to 63: a customer's random group, the same on every engine.

    See `segattr.reduce.groups`; DuckDB works out the same itself.
    """
    engine = frame.implementation
    if engine.is_duckdb():
        import duckdb

        native: duckdb.DuckDBPyRelation = frame.to_native()
        last_byte = f"('0x' || right(md5('{SALT}' || customer_id), 2))::INT % {GROUPS}"
        group = duckdb.SQLExpression(f"({last_byte})::BIGINT").alias("group")
        return enter(native.select(duckdb.StarExpression(), group))
    if engine.is_pandas() or engine.is_polars():
        here = frame.collect()
        ids = pa.array(here["customer_id"].to_list(), type=pa.large_string())
        groups = nw.new_series("group", groups_of(ids), nw.Int64, backend=engine)
        return here.with_columns(groups).lazy()
    raise UnsuitableData(f"Customer groups cannot be worked out on {engine}; pass {SUPPORTED} frames.")


class Pins:
    """Frames that are used more than once, worked out once: a table on DuckDB, memory elsewhere.

    Parameters
    ----------
    root : a frame of the same engine with little behind it. On DuckDB tables are read back and dropped
        through it: a relation binds all it was made of again whenever the catalog changes.
    """

    def __init__(self, root: Frame) -> None:
        self._root = root
        self._tables: list[str] = []

    def keep(self, frame: Frame) -> Frame:
        """Work the frame out now and return it for reading again."""
        engine = frame.implementation
        if engine.is_duckdb():
            name = f"segattr_{uuid4().hex}"
            frame.to_native().create(name)
            self._tables.append(name)
            return enter(self._run(f"SELECT * FROM {name}"))
        if engine.is_spark_like() or engine.is_ibis():
            return enter(frame.to_native().cache())
        return frame.collect().lazy() if engine.is_polars() else frame

    def release(self) -> None:
        """Drop the tables this object made."""
        while self._tables:
            self._run(f"DROP TABLE IF EXISTS {self._tables.pop()}")

    def _run(self, sql: str) -> duckdb.DuckDBPyRelation:
        answer: duckdb.DuckDBPyRelation = self._root.to_native().query("segattr_root", sql)
        return answer


def to_pandas(frame: Frame) -> pd.DataFrame:
    """Collect a small frame."""
    return frame.collect("pandas").to_pandas()
