"""The only lines that name an engine: time as integers, the customer's group, and pinning a frame.

Everything else in this room is written once, as Narwhals expressions; the frame that is passed in decides
where they run. What Spark and warehouses need is in `on_spark` and `on_ibis` beside this.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from functools import cache
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import narwhals.stable.v2 as nw
import pandas as pd
import pyarrow as pa
from narwhals.stable.v2.typing import IntoFrame

from segattr.errors import UnsuitableData
from segattr.reduce import on_ibis, on_spark
from segattr.reduce.groups import GROUPS, SALT, groups_of

if TYPE_CHECKING:
    import duckdb  # a tenth of a second: below, not before somebody's frames are DuckDB's

NEVER = 1 << 62  # microseconds of a moment that did not come
OFF = ("preserve_insertion_order", "autoinstall_known_extensions", "autoload_known_extensions")

Frame = nw.LazyFrame[Any]

SUPPORTED = "pandas, Polars, DuckDB, PySpark or Ibis"


def connect(memory: str | None = None) -> duckdb.DuckDBPyConnection:
    """Open an embedded DuckDB that fetches nothing from outside and spills to disk above its memory limit.

    Parameters
    ----------
    memory : limit such as ``"4GB"``; None leaves DuckDB's own default, 80 % of the machine.
    """
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = dict.fromkeys(OFF, False)
    settings["temp_directory"] = spill_folder().name
    if memory:
        settings["memory_limit"] = memory
    return duckdb.connect(config=settings)


@cache
def spill_folder() -> TemporaryDirectory[str]:
    """Return where the embedded engine works on disk: nobody else may read it, and it goes with the process.

    Its own choice is the folder somebody happens to stand in, where customers' ids would lie after a crash.
    """
    return TemporaryDirectory(prefix="segattr-", ignore_cleanup_errors=True)


def enter(frame: IntoFrame) -> Frame:
    """Wrap an engine's frame; every frame is lazy to the rest of this room, pandas' in name only.

    Raises
    ------
    UnsuitableData : the frame's engine has no ordered windows (PyArrow, Dask, Modin …), or nowhere to keep
        what is read twice (SQLFrame).
    """
    wrapped: Frame = nw.from_native(frame).lazy()
    engine = wrapped.implementation
    known = engine.is_pandas() or engine.is_polars() or engine.is_duckdb() or engine.is_ibis()
    if not (known or _is_spark(engine)):
        raise UnsuitableData(
            f"Frames of {engine} cannot be reduced; pass {SUPPORTED} frames.", engine=str(engine)
        )
    return wrapped


def by_letters(frame: Frame) -> Frame:
    """Return a client's table with texts that every engine sorts alike: by their letters' codes."""
    return enter(on_ibis.by_letters(frame.to_native())) if frame.implementation.is_ibis() else frame


def _is_spark(engine: nw.Implementation) -> bool:
    return engine.is_pyspark() or engine.is_pyspark_connect()


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
    if _is_spark(frame.implementation) or frame.implementation.is_ibis():
        far = on_ibis if frame.implementation.is_ibis() else on_spark
        whole = enter(far.microseconds(frame.to_native(), times))
        return whole.with_columns(*[nw.col(c).fill_null(NEVER).cast(nw.Int64) for c in times])
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

    See `segattr.reduce.groups`; databases and Spark work out the same themselves, where the ids are.
    """
    engine = frame.implementation
    if engine.is_ibis():
        return enter(on_ibis.grouped(frame.to_native()))
    if _is_spark(engine):
        return enter(on_spark.grouped(frame.to_native()))
    if engine.is_duckdb():
        import duckdb

        native: duckdb.DuckDBPyRelation = frame.to_native()
        last_byte = f"('0x' || right(md5('{SALT}' || customer_id), 2))::INT % {GROUPS}"
        group = duckdb.SQLExpression(f"({last_byte})::BIGINT").alias("group")
        return enter(native.select(duckdb.StarExpression(), group))
    here = frame.collect()
    ids = pa.array(here["customer_id"].to_list(), type=pa.large_string())
    groups = nw.new_series("group", groups_of(ids), nw.Int64, backend=engine)
    return here.with_columns(groups).lazy()


class Pins:
    """Frames that are used more than once, worked out once and where they are.

    They become tables on DuckDB, temporary tables in a warehouse, checkpoints on Spark's executors, and stay
    in memory elsewhere.

    Parameters
    ----------
    root : a frame of the same engine with little behind it. On DuckDB tables are read back and dropped
        through it: a relation binds all it was made of again whenever the catalog changes.
    """

    def __init__(self, root: Frame) -> None:
        self._root = root
        self._forget: list[Callable[[], object]] = []

    def keep(self, frame: Frame) -> Frame:
        """Work the frame out now and return it for reading again."""
        engine = frame.implementation
        if engine.is_duckdb():
            name = f"segattr_{uuid4().hex}"
            frame.to_native().create(name)
            self._forget.append(lambda: self._run(f"DROP TABLE IF EXISTS {name}"))
            return enter(self._run(f"SELECT * FROM {name}"))
        if engine.is_ibis():
            kept, forget = on_ibis.kept(frame.to_native())
            self._forget.append(forget)
            return enter(kept)
        if _is_spark(engine):
            return enter(on_spark.kept(frame.to_native()))
        return frame.collect().lazy() if engine.is_polars() else frame

    def release(self) -> None:
        """Drop the tables this object made; Spark drops its own when nobody holds their frames."""
        while self._forget:
            self._forget.pop()()

    def _run(self, sql: str) -> duckdb.DuckDBPyRelation:
        answer: duckdb.DuckDBPyRelation = self._root.to_native().query("segattr_root", sql)
        return answer


def to_pandas(frame: Frame) -> pd.DataFrame:
    """Collect a small frame; Spark's through Arrow, because PySpark does not read pandas 3 yet."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The 'future.infer_string' option")  # Ibis asks pandas 3 about it
        return frame.collect("pyarrow" if _is_spark(frame.implementation) else "pandas").to_pandas()
