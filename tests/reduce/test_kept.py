"""Two ways to the kept touch table, in memory and on the embedded engine: the same Summary."""

import pandas as pd
import pytest

from segattr.data.dataset import Dataset
from segattr.reduce.journeys import Journeys
from segattr.reduce.kept import journeys_of, journeys_of_frames
from segattr.reduce.memory import MemoryJourneys
from segattr.reduce.seats import summarise_journeys
from segattr.reduce.window import Window
from segattr.segments.columns import Columns
from tests.conftest import POLARS, placed_on
from tests.reduce.logs import frames, seeded
from tests.reduce.unpacked import differences, unpacked

WINDOWS = [Window(), Window(7, reuse=True, open_journeys="exclude", markov_order=3), Window(None, direct=())]


def dataset(seed):
    """A log as loading leaves it: labels as categories, rows not numbered."""
    log = next(log for s in range(seed, seed + 50) if (log := seeded(s, people=25, touches=400)[0]).customers)
    tables = {role: table.drop(columns="row", errors="ignore") for role, table in frames(log).items()}
    labels = {"touchpoints": "channel", "customers": "tier"}
    return Dataset(
        **{role: t.astype({labels[role]: "category"}) if role in labels else t for role, t in tables.items()}
    )


@pytest.mark.parametrize("seed", range(3))
def test_a_loaded_dataset_gives_the_same_summary_in_memory_and_on_the_embedded_engine(seed):
    data, window = dataset(200 + 50 * seed), WINDOWS[seed]
    kept = journeys_of(data, window), journeys_of(data, window, memory="1GB")
    assert [type(one) for one in kept] == [MemoryJourneys, Journeys]
    rule = Columns(("tier",)) if seed else None
    found = [summarise_journeys(one, rule, by_month=seed == 2) for one in kept]
    kept[1].close()
    memory, engine = (unpacked(summary) for summary in found)
    odd = {name: differences(memory[name], table) for name, table in engine.items()}
    assert not any(odd.values()), odd
    assert [s.segments for s in found] == [found[0].segments] * 2
    for name, table in found[1].tables.items():
        pd.testing.assert_index_equal(found[0].tables[name].columns, table.columns)


@pytest.mark.parametrize("name", ["pandas", "duckdb", pytest.param("polars", marks=POLARS)])
def test_frames_stay_on_their_engine_and_pandas_in_memory(name):
    tables = {role: t for role, t in frames(seeded(3, touches=20)[0]).items() if t is not None}
    kept = journeys_of_frames(placed_on(name)(**tables), Window())
    assert isinstance(kept, MemoryJourneys if name == "pandas" else Journeys)


def test_a_missing_table_stands_in_empty():
    kept = journeys_of(Dataset(customers=pd.DataFrame({"customer_id": ["a"]})), Window())
    found = summarise_journeys(kept)
    assert found.rates["people"].sum() == 1
    assert [len(t) for name, t in found.tables.items() if name != "rates"] == [0] * (len(found.tables) - 1)


def test_a_column_called_row_of_a_file_decides_nothing():
    data = dataset(200)
    other = data.with_(touchpoints=data.touchpoints.assign(row=range(len(data.touchpoints), 0, -1)))
    one, two = (unpacked(summarise_journeys(journeys_of(d, Window()))) for d in (data, other))
    assert one == two
