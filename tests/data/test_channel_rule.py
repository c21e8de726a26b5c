import pytest

from segattr.data.channel_groups import DEFAULT_RULES
from segattr.data.channel_rule import LONGEST_NAME, MOST_RULES, Rule, read_rules, text_of_rules
from segattr.data.expressions import LONGEST
from segattr.errors import BadSetting


def test_the_default_rules_can_be_kept_and_read_again():
    assert read_rules(text_of_rules(DEFAULT_RULES)) == DEFAULT_RULES


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"group": ""}, "no channel"),
        ({"group": "A" * (LONGEST_NAME + 1)}, "at most"),
        ({"group": "A", "source": "["}, "cannot be read"),
        ({"group": "A", "source": "a{99999999999999999999}"}, "cannot be read"),
        ({"group": "A", "campaign": "a" * (LONGEST + 1)}, "longer than"),
        ({"group": "A", "medium": "(a+)+b"}, "could take for ever"),
    ],
)
def test_a_rule_that_cannot_work_is_refused_in_words(wrong, said):
    with pytest.raises(BadSetting, match=said):
        Rule(**wrong)


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "3", '{"a": 1}', '["a"]', '[{"group": "A", "colour": "red"}]']
)
def test_what_holds_no_rules_is_refused(text):
    with pytest.raises(BadSetting):
        read_rules(text)


def test_there_is_a_limit_to_how_many_rules_there_can_be():
    with pytest.raises(BadSetting, match="between 1 and"):
        read_rules(text_of_rules([Rule("A")] * (MOST_RULES + 1)))
