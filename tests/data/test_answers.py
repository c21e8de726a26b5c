import pandas as pd
import pytest

import segattr as sa
from segattr.data.answers import open_answers, parted, with_answers
from segattr.errors import UnreadableValues
from segattr.io.reading import Reading

ADMISSIONS = pd.DataFrame(
    {
        "Admit": ["Admitted", "Rejected", "Admitted", None],
        "Gender": ["Male", "Male", "Female", "Female"],
        "Freq": ["512", "313", "89", "19"],
    }
)


def answered(values, said):
    reading = Reading("a.csv", pd.DataFrame({"Admit": values}))
    return with_answers(reading, role="outcomes", said={"converted": said})


def test_one_value_counts_as_yes_any_other_as_no_and_blank_stays_blank():
    reading, said = answered(["won", " won", "lost", None, "NULL"], "Admit = won")
    assert reading.table["Admit"].fillna("").tolist() == ["yes", "yes", "no", "", ""]
    assert said == {"converted": "Admit"}
    assert reading.notes == ("'won' in 'Admit' counts as converted, 'lost' as not.",)


def test_the_file_that_came_in_is_left_as_it_is():
    reading = Reading("a.csv", ADMISSIONS)
    with_answers(reading, role="outcomes", said={"converted": "Admit = Admitted"})
    assert ADMISSIONS["Admit"].iloc[0] == "Admitted"


def test_a_value_nobody_gave_is_refused_with_those_there_are():
    with pytest.raises(UnreadableValues, match=r"never reads 'maybe'\. It reads 'lost', 'won'"):
        answered(["won", "lost"], "Admit = maybe")


def test_a_column_may_hold_the_sign_itself():
    assert parted("a = b", ["a = b", "a"]) == ("a = b", None)
    assert parted("a = b = c", ["a = b"]) == ("a = b", "c")
    assert parted("nothing", ["a"]) == ("nothing", None)


def test_all_rows_can_share_one_label():
    spend = pd.DataFrame({"Day": ["2025-01-05"] * 2, "Cost": ["1", "2"]})
    dataset = sa.load(costs=spend, mapping={"costs": {"channel": "= Google Ads"}})
    assert dataset.costs["channel"].tolist() == ["Google Ads"] * 2


@pytest.mark.parametrize(
    ("values", "open_"),
    [
        (["yes", "no", None], []),
        (["0", "1"], []),
        (["won", "won"], []),
        ([f"v{number}" for number in range(13)], []),
        (["lost", "won", "won"], ["won", "lost"]),
    ],
)
def test_only_a_few_values_in_other_words_are_open(values, open_):
    assert list(open_answers(pd.Series(values))) == open_


def test_a_mapping_says_which_value_counts_and_counted_rows_weigh():
    dataset = sa.load(outcomes=ADMISSIONS, mapping={"outcomes": {"converted": "Admit = Admitted"}})
    rates = sa.rates(dataset, by=["Gender"]).set_index("Gender")
    assert rates.loc["Male", ["people", "converters"]].tolist() == [825, 512]


def test_without_a_mapping_nothing_is_guessed_and_the_way_out_is_said():
    with pytest.raises(UnreadableValues, match="which value counts as converted: 'Admit = Admitted'"):
        sa.load(outcomes=ADMISSIONS)
