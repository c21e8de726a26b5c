import pandas as pd
import pytest

from segattr.charts.plan_cells import next_money
from segattr.charts.plan_scores import SHADES, scores


def cells(**more):
    rows = [
        ("Email · old", "old", "First", 2.0),
        ("Email · old", "old", "Last", 8.0),
        ("Ads · new", "new", "First", 0.0),
    ]
    rows.append(("Ads · new", "new", "Last", 0.5))
    table = pd.DataFrame(rows, columns=["cell", "group", "model", "figure"])
    return table.assign(words=["2–8", "2–8", "0–0.5", "0–0.5"], faded=[False, False, True, True], **more)


def drawn(mode="light", blended=1.0):
    chart = next_money(
        cells(),
        blended=blended,
        title="What next?",
        axis="per 100",
        colours={"old": "#111111"},
        mode=mode,
        label_expr="datum.value",
    )
    return chart.to_dict()


def data_of(spec, place):
    layer = spec["layer"][place]
    return spec["datasets"][layer["data"]["name"]]


def test_a_cell_has_a_mark_per_model_and_a_line_from_the_lowest_to_the_highest():
    spec = drawn()
    kinds = [layer["mark"]["type"] for layer in spec["layer"]]
    assert kinds.count("point") == 1
    ranges = data_of(spec, 2)
    assert [(row["low"], row["high"]) for row in ranges] == [(2.0, 8.0), (0.0, 0.5)]
    marks = spec["layer"][3]
    assert marks["encoding"]["shape"]["scale"]["domain"] == ["First", "Last"]
    assert marks["encoding"]["y"]["scale"]["domain"] == ["Email · old", "Ads · new"]


def test_cells_of_few_conversions_are_pale():
    marks = data_of(drawn(), 3)
    assert {row["cell"]: row["opacity"] < 1 for row in marks} == {"Email · old": False, "Ads · new": True}


def test_the_blended_line_runs_through_the_picture_and_is_never_outside():
    spec = drawn(blended=20.0)
    assert data_of(spec, 0) == [{"figure": 20.0, "words": "blended"}]
    assert spec["layer"][3]["encoding"]["x"]["scale"]["domain"][1] > 20


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_parts_of_a_score_are_told_apart_by_shade_and_not_by_hue(mode):
    rows = pd.DataFrame({"customer_id": ["a"], "score": [90.0], "x": [40.0], "y": [30.0], "z": [20.0]})
    spec = scores(rows, parts={"x": "X", "y": "Y", "z": "Z"}, title="Why?", mode=mode).to_dict()
    shades = spec["layer"][0]["encoding"]["color"]["scale"]["range"]
    assert len(set(shades)) == 3 <= len(SHADES)
    for shade in shades:
        red, green, blue = (int(shade[i : i + 2], 16) for i in (1, 3, 5))
        assert max(red, green, blue) - min(red, green, blue) < 24
