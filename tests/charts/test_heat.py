import pandas as pd
import pytest

from segattr.charts.heat import LEVEL, WITHOUT_FIGURES, heat


def drawn(n=3, mode="light", shares=None):
    names = [f"c{i}" for i in range(n)]
    cells = [(row, column, 0.1 * (place + 1)) for place, row in enumerate(names) for column in names]
    frame = pd.DataFrame(cells, columns=["row", "column", "share"])
    if shares is not None:
        frame = frame.head(len(shares)).assign(share=shares)
    return heat(frame, title="Who?", rows=names, columns=names, axes=("After", "Comes"), mode=mode).to_dict()


def test_every_cell_is_a_square_with_its_share_written_in_it():
    spec = drawn()
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["rect", "text"]
    rows = next(iter(spec["datasets"].values()))
    assert [row["written"] for row in rows][::3] == ["10 %", "20 %", "30 %"]


def test_rows_and_columns_keep_the_order_they_are_given():
    encoding = drawn()["layer"][0]["encoding"]
    assert encoding["y"]["sort"] == encoding["x"]["sort"] == ["c0", "c1", "c2"]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_colour_runs_from_nothing_to_the_largest_share(mode):
    scale = drawn(mode=mode)["layer"][0]["encoding"]["color"]["scale"]
    assert scale["domain"][0] == 0
    assert scale["domain"][1] == pytest.approx(0.3)
    assert len(scale["range"]) == 10


def test_many_columns_leave_no_room_for_figures_and_names_stand_aslant():
    assert len(drawn(WITHOUT_FIGURES)["layer"]) == 1
    assert drawn(LEVEL)["layer"][0]["encoding"]["x"]["axis"]["labelAngle"] == 0
    assert drawn(LEVEL + 1)["layer"][0]["encoding"]["x"]["axis"]["labelAngle"] != 0


def test_nothing_but_zeros_is_still_a_picture():
    assert drawn(1, shares=[0.0])["layer"][0]["encoding"]["color"]["scale"]["domain"] == [0, 1.0]
