"""Every part of a rule is answered for one customer as for everybody, and what the customer has is shown."""

import pandas as pd

from segattr.averages.population import population
from segattr.averages.why import segments_of, why
from segattr.data.load import load
from segattr.segments.conditions import Condition, Group
from segattr.segments.rules import Rule, Rules
from segattr.segments.segment import segment
from segattr.segments.sequences import Sequence
from segattr.segments.steps import Follow, Step
from segattr.words.segments_why import tree

DATA = load(
    customers=pd.DataFrame(
        {"customer_id": list("abc"), "age": ["18", "44", ""], "created_ts": ["2026-01-02", "", "2026-02-01"]}
    ),
    touchpoints=pd.DataFrame({"customer_id": ["a", "d"], "ts": "2026-03-01", "channel": ["Ads", "Email"]}),
    conversions=pd.DataFrame({"customer_id": ["a", "a"], "ts": ["2026-02-01", "2026-02-03"], "value": 2.0}),
)
AGAIN = Sequence(Follow(Step("order"), Step("order")))
OLD = Group("none", (Condition("age", "at_most", (30,)), Condition("created_ts", "is_missing")))
RULES = Rules(
    (Rule("again", Group("all", (AGAIN,))), Rule("old", Group("all", (OLD,)))), name="Set", others="rest"
).of(DATA)
EVERYBODY = population(DATA, "customer")


def answers(who):
    return why(DATA, EVERYBODY, RULES, who)


def test_everybody_is_told_the_segment_that_the_labels_say():
    labels = segment(DATA, RULES).to_dict()
    assert {who: next(iter(segments_of(answers(who))), "rest") for who in "abcd"} == labels
    assert set(labels.values()) == {"again", "old", "rest"}


def test_every_part_says_what_the_customer_has():
    found = [(each.depth, each.asked[:12], each.holds, each.found) for each in answers("a")]
    assert found == [
        (0, "", True, ""),
        (1, "an order, an", True, "order 2026-02-01 00:00, then order 2026-02-03 00:00"),
        (0, "", False, ""),
        (1, "", False, ""),
        (2, "age is at mo", True, "18"),
        (2, "created_ts i", False, "2026-01-02"),
    ]
    assert [each.found for each in answers("d")] == [""] * 6


def test_a_share_is_answered_among_everybody_and_says_its_limit():
    half, like = Condition("age", "top_percent", (50,)), Condition("channel", "matches", ("A.*",))
    rules = Rules((Rule("older", Group("all", (half, like))),)).of(DATA)
    told = {who: why(DATA, EVERYBODY, rules, who)[1:] for who in "ab"}
    assert [(each.asked, each.holds, each.found) for each in told["b"]] == [
        ("age is in the top 50 %, from 44", True, "44"),
        ("channel matches the pattern A.*", False, ""),
    ]
    assert [each.holds for each in told["a"]] == [False, True]


def test_the_tree_is_a_nested_list_with_every_name_made_safe():
    said = tree(answers("a"), lambda text: f"<{text}>").splitlines()
    assert said[0] == "- :material/check: yes · **<again>** fits · all must hold"
    assert said[1].startswith("  - :material/check: yes · <an order, and after it an order> (<order 2026")
    assert said[2] == "- :material/close: no · **<old>** does not fit · all must hold"
    assert said[3] == "  - :material/close: no · none may hold"


def test_of_a_customer_nobody_knows_there_is_nothing_to_tell():
    assert answers("z") is None
