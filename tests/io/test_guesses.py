import pandas as pd
import pytest

from segattr.io.content import Profile
from segattr.io.guesses import named_like, suits
from segattr.schema import TABLES


def suit(header, cells, role, field):
    return suits(Profile(header, pd.Series(cells)), role=role, field=TABLES[role].columns[field])


@pytest.mark.parametrize(
    ("header", "role", "field"),
    [
        *(("user_id", "touchpoints", "customer_id"), ("Kundennummer", "conversions", "customer_id")),
        *(("e-mail", "customers", "customer_id"), ("Identifiant client", "customers", "customer_id")),
        *(
            ("Session default channel group", "touchpoints", "channel"),
            ("utm_source", "touchpoints", "source"),
        ),
        *(("Order ID", "conversions", "conversion_id"), ("canal marketing", "costs", "channel")),
        *(("utm_campaign", "touchpoints", "campaign"), ("Landing page", "touchpoints", "landing_page")),
    ],
)
def test_names_in_three_languages_are_known(header, role, field):
    assert named_like(Profile(header, pd.Series(dtype="str")), role, field) > 0.85


def test_the_canonical_name_is_surest():
    assert suit("channel", ["a"], "touchpoints", "channel") == 1.0


def test_a_longer_header_that_ends_in_a_name_is_half_believed():
    assert 0.35 < suit("shop_customer_id", ["a", "b"], "conversions", "customer_id") < 0.75


def test_a_money_name_over_words_is_no_money():
    assert suit("Revenue", ["TRUE", "FALSE"], "outcomes", "value") == 0.0
    assert suit("Revenue", ["TRUE", "FALSE"], "outcomes", "converted") == 0.75


def test_a_flag_without_a_telling_name_is_not_proposed():
    assert suit("Weekend", ["TRUE", "FALSE"], "outcomes", "converted") < 0.35


@pytest.mark.parametrize("header", ["is_converted", "has_churned", "did_purchase"])
def test_a_question_in_front_does_not_hide_the_name(header):
    assert suit(header, ["0", "1"], "outcomes", "converted") > 0.9


def test_numbers_and_times_must_parse():
    assert suit("value", ["a", "b"], "conversions", "value") == 0.0
    assert suit("ts", ["a", "b"], "conversions", "ts") == 0.0
    assert suit("clicks", ["-1", "-2"], "costs", "clicks") == 0.0


def test_a_few_flaws_cost_nothing():
    assert suit("value", ["1", "2", "x"], "conversions", "value") == 1.0


def test_unnamed_dates_may_be_the_time():
    assert suit("When", ["2024-01-02", "2024-01-03"], "conversions", "ts") >= 0.35


def test_a_yes_or_no_column_is_no_id():
    assert suit("email", ["yes", "no"] * 20, "customers", "customer_id") < 0.35


def test_arrows_make_a_path():
    assert suit("Kanaele", ["A > B", "B > C > A"], "paths", "path") > 0.35
    assert suit("Share", ["> 90%", "> 10%"], "paths", "path") == 0.0
