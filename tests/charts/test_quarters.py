"""A bar per quarter: its parts add up to what is written above, and small segments stand together."""

import pandas as pd
import pytest

from segattr.charts.quarters import MOST, REST, amounts_by_quarter
from segattr.charts.theme import segment_colours

LOOK = {"title": "What came in?", "colours": {}, "mode": "light", "measure": "revenue", "currency": "EUR"}


def layers(rows):
    spec = amounts_by_quarter(rows, **LOOK).to_dict()
    return [spec["datasets"][layer["data"]["name"]] for layer in spec["layer"]]


def rows(segments):
    return pd.DataFrame(
        [(f"2026 Q{q}", f"s{n}", float(10 * n + q)) for q in (1, 2) for n in range(segments)],
        columns=["period", "segment", "amount"],
    )


def test_what_is_written_above_a_bar_is_the_sum_of_its_parts():
    bars, totals = layers(rows(3))
    for total in totals:
        own = [bar["amount"] for bar in bars if bar["period"] == total["period"]]
        assert total["amount"] == pytest.approx(sum(own))
    assert [total["words"] for total in totals] == ["€33.00", "€36.00"]


def test_segments_beyond_the_largest_stand_together_and_nothing_is_lost():
    many = rows(MOST + 4)
    bars, totals = layers(many)
    assert len({bar["segment"] for bar in bars}) == MOST + 1
    assert REST in {bar["segment"] for bar in bars}
    assert sum(total["amount"] for total in totals) == pytest.approx(many["amount"].sum())


def test_two_segments_of_one_hue_are_told_apart():
    names = [f"s{n}" for n in range(MOST + 4)]
    colours = segment_colours(names, "light")
    assert colours["s0"] == colours["s8"]
    spec = amounts_by_quarter(rows(MOST + 4), **LOOK | {"colours": colours}).to_dict()
    drawn = spec["layer"][0]["encoding"]["color"]["scale"]["range"]
    assert len(drawn) == len(set(drawn)) == MOST + 1


def test_a_quarter_of_refunds_is_written_at_the_line():
    _, totals = layers(
        pd.DataFrame({"period": ["2026 Q1", "2026 Q2"], "segment": "all", "amount": [-5.0, 9.0]})
    )
    assert [total["top"] for total in totals] == [0.0, 9.0]
