"""What the tests of every room share: one run for each engine, and one profile for random examples."""

import importlib.util
import os
from functools import cache

import duckdb
import pytest
from hypothesis import HealthCheck, settings
from streamlit.components.v2 import manifest_scanner

from tests import far_engines

# Machines that run tests are shared and slow at times, and the same commit must give the same verdict.
# SEGATTR_EXAMPLES=500 tries more cases, where somebody has the time.
settings.register_profile(
    "segattr",
    deadline=None,
    derandomize=True,
    max_examples=int(os.environ.get("SEGATTR_EXAMPLES", "12")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("segattr")

POLARS = pytest.mark.skipif(importlib.util.find_spec("polars") is None, reason="polars is not installed")
SPARK = pytest.mark.skipif(not far_engines.SPARK_IS_HERE, reason="PySpark or Java is not installed")
WAREHOUSE = pytest.mark.skipif(not far_engines.WAREHOUSE_IS_HERE, reason="see `make test-warehouse`")
ENGINES = [
    *("pandas", "duckdb"),
    pytest.param("polars", marks=POLARS),
    pytest.param("polars lazy", marks=[POLARS, pytest.mark.slow]),  # the same code, its frames not read yet
    pytest.param("spark", marks=[pytest.mark.spark, SPARK]),
    pytest.param("postgres", marks=[pytest.mark.warehouse, WAREHOUSE]),
]


@pytest.fixture(scope="session", autouse=True)
def nobodys_home(tmp_path_factory):
    """Keep the projects of tests, and of the servers they start, out of the developer's own."""
    os.environ["SEGATTR_HOME"] = str(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session", autouse=True)
def components_looked_for_once():
    """Let Streamlit look through what is installed for components once, not for every app a test opens."""
    found = cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture(params=ENGINES)
def engine(request):
    """Put pandas frames on one engine: ``engine(touchpoints=..., customers=None)``."""
    return placed_on(request.param)


def placed_on(name):
    if name == "duckdb":
        put = duckdb.connect().from_df
    elif name.startswith("polars"):
        import polars  # optional: the engine is tested where it is installed

        put = polars.from_pandas if name == "polars" else lambda table: polars.from_pandas(table).lazy()
    elif name in far_engines.PUT:
        put = far_engines.PUT[name]
    else:
        put = _as_it_is

    def place(**tables):
        return {role: None if table is None else put(table) for role, table in tables.items()}

    place.name = name
    return place


def quickest():
    """Place frames on the engine that needs least time: for what does not depend on the engine."""
    return placed_on("pandas" if importlib.util.find_spec("polars") is None else "polars")


def _as_it_is(table):
    return table
