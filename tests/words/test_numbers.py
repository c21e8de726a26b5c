import pytest

from segattr.words.numbers import (
    count,
    exact,
    figure,
    interval,
    money,
    percent,
    points,
    roughly,
    share,
    signed,
)

NAN = float("nan")


@pytest.mark.parametrize(
    ("rate", "written"),
    [
        (0.0, "0 %"),
        (0.003, "0.3 %"),
        (0.0803, "8.0 %"),
        (0.1, "10 %"),
        (0.154, "15 %"),
        (1.0, "100 %"),
        (-1e-9, "0 %"),
        (NAN, "–"),
    ],
)
def test_a_rate_has_one_decimal_below_ten_percent_and_none_above(rate, written):
    assert percent(rate) == written


def test_a_rate_on_request_has_a_decimal_above_ten_percent_too():
    assert percent(0.24911, decimals=1) == "24.9 %"
    assert percent(1.0, decimals=1) == "100 %"


@pytest.mark.parametrize(("rate", "written"), [(0.0004, "0.04 %"), (0.00004, "0.004 %"), (0.9996, "99.96 %")])
def test_a_rate_is_never_rounded_to_nothing_or_to_everybody(rate, written):
    assert percent(rate) == percent(rate, decimals=1) == written


def test_an_interval_writes_both_ends_alike_and_without_the_sign():
    assert interval(0.0764, 0.0841) == "(7.6–8.4)"
    assert interval(0.095, 0.112) == "(9.5–11.2)"
    assert interval(0.42, 0.57) == "(42–57)"
    assert interval(0.0, 0.278, decimals=1) == "(0.0–27.8)"


def test_an_interval_without_people_is_not_written():
    assert interval(NAN, NAN) == ""


def test_a_difference_of_nothing_has_no_sign():
    assert [points(d) for d in (0.07, -0.07, 0.0004, -0.0004, NAN)] == [
        *("+7.0 points", "−7.0 points", "0.0 points", "0.0 points", "–")
    ]


def test_a_share_is_whole_and_says_nobody_only_when_it_is_nobody():
    assert [share(part) for part in (0, 0.004, 0.71, 0.996, 1, NAN)] == [
        *("0 %", "<1 %", "71 %", ">99 %", "100 %", "–")
    ]


def test_counts_stand_in_thousands_and_estimates_in_one_digit():
    assert [count(n) for n in (0, 999, 12_345, NAN)] == ["0", "999", "12,345", "–"]
    assert [roughly(n) for n in (0.2, 7, 287, 1_450_000)] == ["1", "7", "300", "1,000,000"]


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        (0, "EUR", "€0"),
        (7.5, "CHF", "CHF 7.50"),
        (840.4, "USD", "$840"),
        (12_400, "EUR", "€12.4k"),
        (-12_400, "EUR", "−€12.4k"),
        (999_600, "€", "€1m"),
        (3.2e9, "", "3.2bn"),
        (1e12, "EUR", "€1,000bn"),
        (-0.0001, "EUR", "€0.00"),
        (NAN, "EUR", "–"),
    ],
)
def test_money_is_short(amount, currency, written):
    assert money(amount, currency) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (-64.0, "−64"),
        (5000, "5,000"),
        (4.999999999999, "5"),
        (0.999999999999, "1"),
        (1234.5, "1,234.50"),
        (0.0001234, "0.000123"),
        (NAN, "–"),
    ],
)
def test_a_whole_number_has_no_point_and_another_keeps_what_tells_it_apart(number, written):
    assert figure(number) == written


def test_a_difference_has_its_sign_unless_nothing_of_it_is_left():
    written = [signed(number, decimals=1) for number in (2.0, -10.0, 0.26, -0.04, 0.0, NAN)]
    assert written == ["+2", "−10", "+0.3", "0.0", "0", "–"]


@pytest.mark.parametrize("number", [-64.0, 0.1, 1 / 3, 2.0**53, 1e22, -0.0, 7, 1e300])
def test_an_exact_number_is_read_back_as_it_was_and_whole_ones_have_no_point(number):
    assert float(exact(number)) == number
    assert not exact(number).endswith(".0") or abs(number) >= 2.0**53
