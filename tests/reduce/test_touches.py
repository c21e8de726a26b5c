"""Decay over windows so long that a plain power of two would vanish."""

from segattr.reduce.summarise import summarise
from segattr.reduce.window import Window
from tests.reduce.rows import cells, orders, touches


def test_a_journey_long_before_its_order_still_shares_all_of_it(engine):
    seen = touches(("a", "1999-01-01", "Email"), ("a", "1999-01-02", "Ads"))
    bought = orders(("a", "2024-01-02", 1))
    found = summarise(
        **engine(touchpoints=seen, conversions=bought), window=Window(None, 1), tables=["decay"]
    )
    earned = cells(found.decay, "channel")
    assert abs(earned["Email"] - 1 / 3) < 1e-9
    assert abs(earned["Ads"] - 2 / 3) < 1e-9


def test_decay_is_measured_in_days_not_in_touches(engine):
    seen = touches(("a", "2024-01-01", "Far"), ("a", "2024-01-15", "Near"), ("a", "2024-01-15", "Near"))
    found = summarise(
        **engine(touchpoints=seen, conversions=orders(("a", "2024-01-16", 9))), tables=["decay"]
    )
    earned = cells(found.decay, "channel")
    assert abs(earned["Far"] - 0.25 / 2.25) < 1e-9
