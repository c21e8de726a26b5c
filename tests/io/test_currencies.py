import pytest

from segattr.io.currencies import currency_in_header, currency_named


@pytest.mark.parametrize(
    ("text", "code"),
    [("€", "EUR"), ("£", "GBP"), ("$", "$"), ("US$", "USD"), (" eur ", "EUR"), ("kr.", "kr")],
)
def test_signs_of_one_currency_are_its_code_and_shared_signs_stay(text, code):
    assert currency_named(text) == code


@pytest.mark.parametrize(
    ("header", "code"),
    [("Umsatz (€)", "EUR"), ("amount_usd", ""), ("Amount USD", "USD"), ("Value in £", "GBP"), ("EUROPE", "")],
)
def test_headers_name_currencies_as_words_only(header, code):
    assert currency_in_header(header) == code
