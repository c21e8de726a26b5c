import pandas as pd
import pytest

from segattr.charts.order_losses import order_losses

LOSSES = pd.DataFrame({"order": [0, 1, 2], "loss": [2.0, 1.9, 1.8], "behind": [0.2, 0.1, 0.0], "error": 0.02})


def rows():
    spec = order_losses(LOSSES, advised=2, mode="light").to_dict()
    return spec, pd.DataFrame(next(iter(spec["datasets"].values())))


def test_every_memory_has_its_distance_to_the_best_and_its_error():
    _, drawn = rows()
    assert drawn["memory"].tolist() == ["No memory", "1 touch", "2 touches"]
    assert drawn["written"].tolist() == ["0.200", "0.100", "best"]
    assert drawn["low"].tolist() == pytest.approx([0.18, 0.08, 0.0])
    assert drawn["high"].tolist() == pytest.approx([0.22, 0.12, 0.02])


def test_the_advised_memory_is_filled():
    spec, _ = rows()
    fill = next(layer["encoding"]["fill"] for layer in spec["layer"] if "fill" in layer["encoding"])
    assert "=== 2" in fill["condition"]["test"]
