import pandas as pd
import pytest

from segattr.io.proposal import propose

CELLS = {"Admit": ["Admitted", "Rejected"] * 2, "Gender": ["M", "M", "F", "F"]}


def columns(**table):
    proposal = propose(pd.DataFrame(table))
    return proposal.role, {name: guess.column for name, guess in proposal.columns.items()}


def test_an_outcome_in_other_words_is_proposed_with_its_counts_but_never_called_sure():
    assert columns(**CELLS, Freq=["5", "6", "7", "8"]) == (
        "outcomes",
        {"converted": "Admit", "people": "Freq"},
    )
    assert propose(pd.DataFrame(CELLS)).confidence < 0.6


@pytest.mark.parametrize(
    ("count", "name"),
    [
        (["5", "6", "7", "8"], "visits"),
        (["1", "1", "1", "0"], "n"),
        (["5.5", "6", "7", "8"], "n"),
    ],
    ids=["a name that counts something else", "nothing above one", "no whole numbers"],
)
def test_what_is_no_frequency_weighs_nothing(count, name):
    assert "people" not in columns(bought=["yes", "no"] * 2, Gender=CELLS["Gender"], **{name: count})[1]


def test_a_count_of_people_who_stand_more_than_once_is_no_frequency():
    assert "people" not in columns(bought=["yes", "no"] * 2, n=["2", "3", "2", "5"])[1]


def test_a_report_of_adverts_is_one_of_costs_even_where_it_names_its_accounts_customers():
    table = pd.DataFrame(
        {"Customer ID": ["1"], "Day": ["2025-01-05"], "Cost": ["2"], "Clicks": ["3"], "Impressions": ["9"]}
    )
    proposal = propose(table)
    assert (proposal.role, "channel" in proposal.columns) == ("costs", False)


def test_sources_of_contacts_are_offered_never_used_by_themselves():
    table = pd.DataFrame(
        {
            "Record ID": [str(number) for number in range(30)],
            "Create Date": ["2025-01-05"] * 30,
            "Original Source": ["Email", "Ads"] * 15,
            "Latest Source": ["Email", "Ads"] * 15,
            "Became a Customer Date": ["2025-02-05"] * 30,
        }
    )
    proposal = propose(table)
    assert proposal.role == "customers"
    assert set(proposal.columns) == {"customer_id", "created_ts"}
    assert {name: guess.column for name, guess in proposal.offers.items()} == {
        "first_source": "Original Source",
        "latest_source": "Latest Source",
        "converted_ts": "Became a Customer Date",
    }
