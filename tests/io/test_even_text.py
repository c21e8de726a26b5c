"""What Arrow reads piece by piece is what stands in the file, and takes little more memory than it fills."""

import csv
import io
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.io import even_text
from segattr.io.delimited import read_delimited
from segattr.io.even_text import read_even
from segattr.io.sniff import sniff

CELLS = st.text("aä, \n\"'7", max_size=6)
SMALL = 400  # bytes of a block; a row of the property's cells is shorter


def written(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def read(content, whole=True):
    return read_even(io.BytesIO(content), sniff(content[: 64 * 1024], name="f.csv", whole=whole))


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=120))
def test_pieces_put_together_are_the_cells_of_the_file(rows):
    content = written(
        [("id", "note", "end"), *((f"c{n}", one + "x", other) for n, (one, other) in enumerate(rows))]
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(even_text, "BLOCK", SMALL)
        patch.setattr(even_text, "TOGETHER", 2)
        table = read(content)
    cells = table.astype("object").where(table.notna(), "").to_numpy().tolist()
    assert [tuple(row[1:]) for row in cells] == [(one + "x", other) for one, other in rows]


def test_labels_met_in_one_piece_only_are_labels_of_all(monkeypatch):
    content = written([("id", "kind"), *((n, f"k{n // 100}") for n in range(1_000))])
    layout = sniff(content[:5_000], name="f.csv", whole=False)
    monkeypatch.setattr(even_text, "BLOCK", SMALL)
    monkeypatch.setattr(even_text, "TOGETHER", 2)
    kinds = read_even(io.BytesIO(content), layout)["kind"]
    assert layout.labels == {"kind"}
    assert kinds.cat.categories.tolist() == [f"k{n}" for n in range(10)]
    assert kinds.tolist() == [f"k{n // 100}" for n in range(1_000)]


def test_a_row_longer_than_a_block_is_read_all_the_same(monkeypatch):
    monkeypatch.setattr(even_text, "BLOCK", SMALL)
    content = written([("id", "note"), *((n, "short") for n in range(100)), (100, "long" * SMALL)])
    table = read_delimited(io.BytesIO(content), name="f.csv").table
    assert len(table) == 101
    assert table["note"].iloc[-1] == "long" * SMALL


@pytest.mark.slow
def test_thirty_megabytes_take_less_than_five_times_their_size(tmp_path):
    """The bar is four times at 200 MB, see `bench.reading`; a smaller file has more beside it."""
    pytest.importorskip("resource", reason="Windows does not tell the peak")
    path = tmp_path / "orders.csv"
    rows = (
        f"{n:07d},C{n * 7919 % 30_000:06d},2024-{n % 12 + 1:02}-{n % 28 + 1:02} 10:00:00,{n % 9_973 / 20}\n"
        for n in range(700_000)
    )
    path.write_text("Order ID,Customer ID,Order date,Order value\n" + "".join(rows))
    script = """
import resource, sys
import segattr as sa, segattr.data.load
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
before = peak()
sa.load(conversions=sys.argv[1])
print(peak() - before)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 5 * path.stat().st_size
