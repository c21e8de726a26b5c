"""Spark and PostgreSQL for the tests: one session, one connection, and pandas frames put on them."""

import atexit
import os
import shutil
from functools import cache
from importlib.util import find_spec

import pyarrow as pa

WAREHOUSE = "SEGATTR_POSTGRES"  # a database to write to, postgresql://…; `make test-warehouse` sets it
SPARK_IS_HERE = find_spec("pyspark") is not None and shutil.which("java") is not None
WAREHOUSE_IS_HERE = find_spec("ibis") is not None and bool(os.environ.get(WAREHOUSE))

QUIET = {
    "spark.master": "local[2]",
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",  # to start, not to run
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "America/New_York",  # an hour of it is missing, and one comes twice
    "spark.log.level": "ERROR",
}


@cache
def spark():
    """The one Spark session of this process; its log is not ours to read."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder
    for name, value in QUIET.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def on_spark(table):
    columns = pa.Table.from_pandas(table, preserve_index=False)
    schema = ", ".join(f"`{field.name}` {_spark_type(field.type)}" for field in columns.schema)
    made = spark().createDataFrame(columns, schema=schema)
    return made.repartition(2)  # rows come in no order


def _spark_type(kind):
    if pa.types.is_timestamp(kind):
        return "timestamp" if kind.tz else "timestamp_ntz"
    kinds = {"date32[day]": "date", "int64": "bigint", "double": "double", "bool": "boolean"}
    return kinds.get(str(kind), "string")


@cache
def postgres():
    """The one connection to the warehouse of this process."""
    import ibis

    connection = ibis.connect(os.environ[WAREHOUSE])
    atexit.register(connection.disconnect)
    return connection


def on_postgres(table):
    import ibis

    columns = pa.Table.from_pandas(table, preserve_index=False)
    schema = ibis.schema({field.name: _postgres_type(field.type) for field in columns.schema})
    name = f"of_a_test_{_next()}"
    return postgres().create_table(name, columns.cast(schema.to_pyarrow()), schema=schema, temp=True)


def _postgres_type(kind):
    if pa.types.is_timestamp(kind):
        return "timestamp('UTC')" if kind.tz else "timestamp"
    kinds = {"date32[day]": "date", "int64": "int64", "double": "float64", "bool": "boolean"}
    return kinds.get(str(kind), "string")


PUT = {"spark": on_spark, "postgres": on_postgres}
_counter = iter(range(1 << 30))


def _next():
    return next(_counter)
