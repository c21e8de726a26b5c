"""Channel rules on the Data page: seen, changed, used, undone, saved."""

import pytest
from streamlit.testing.v1 import AppTest

from segattr.checks.channel_rules import rules_of
from segattr.data.channel_groups import DEFAULT_RULES
from segattr.data.channel_rule import Rule
from segattr.ui.channel_rules_form import KEY, PICKED
from segattr.ui.project_form import desk_of, project_of
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY as CHOICES
from segattr.ui.store import HELD
from segattr.ui.uploads import DESK
from segattr.words import audit as audit_words
from segattr.words import channel_rules as words

MEDIA = [("google", "cpc"), ("podigee", "host*read"), ("newsletter", "email"), ("google", "organic")]
VISITS = "user_id,ts,channel,source,medium,campaign\n" + "".join(
    f"u{place},2026-01-{1 + place % 28:02d} 1{place % 10}:00:00,Web,{source},{medium},\n"
    for place, (source, medium) in enumerate(MEDIA * 10)
)
ORDERS = "order_id,user_id,ts,value\nA1,u7,2026-02-28 21:00:00,50\nA2,u9,2026-02-28 22:00:00,20\n"


@pytest.fixture(scope="module")
def uploaded():
    app = AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60).run()
    files = {"visits.csv": VISITS, "orders.csv": ORDERS}
    app.file_uploader[0].set_value([(n, text.encode(), "text/csv") for n, text in files.items()]).run()
    assert not app.exception
    return app


@pytest.fixture
def app(uploaded):
    app = AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)
    for name in (DESK, HELD, CHOICES):
        app.session_state[name] = uploaded.session_state[name]
    app.session_state[KEY] = True
    app.run()
    assert not app.exception
    return app


def said(app):
    return "\n".join(element.value for kind in (app.markdown, app.caption, app.error) for element in kind)


def press(app, label):
    app = next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def write(app, label, **typed):
    """Write into the form: the channel, and per field an operator and a text."""
    for name, told in typed.items():
        if name == "group":
            next(e for e in app.text_input if e.key.endswith(".group")).set_value(told)
        else:
            operator, value = told
            next(e for e in app.selectbox if (e.key or "").endswith(f".{name}.operator")).set_value(operator)
            next(e for e in app.text_input if e.key.endswith(f".{name}.value")).set_value(value)
    return press(app, label)


def channels(app):
    return app.session_state[HELD].touchpoints["channel"].value_counts().to_dict()


def test_a_rule_is_added_seen_used_and_undone(app):
    assert "**40 of 40 touches**" in said(app)
    assert "**10** (25 %) are taken by no rule" in said(app)
    assert "No rule takes podigee / host*read (10)." in said(app).replace("\\", "")
    app = write(app, words.ADD, group="Podcast", source=("is", "podigee, spotify"))
    assert "None is Unassigned" in said(app)
    assert channels(app) == {"Web": 40}
    app = press(app, words.USE)
    assert channels(app) == {"Paid Search": 10, "Podcast": 10, "Email": 10, "Organic Search": 10}
    desk = app.session_state[DESK]
    mine = Rule("Podcast", source="podigee|spotify")
    assert rules_of(desk.fixes[-1]) == (mine, *DEFAULT_RULES)
    assert words.IN_USE in said(app)
    app = press(press(app, words.DEFAULTS), words.BACK)
    assert words.IN_USE in said(app)
    assert audit_words.OWN_RULES in said(app)
    assert desk_of(project_of("k" * 22, desk, app.session_state[CHOICES])).fixes == desk.fixes
    app = press(app, audit_words.UNDO)
    assert channels(app) == {"Web": 40}
    assert app.session_state[DESK].fixes == ()


def test_rules_used_again_take_the_place_of_those_used_before(app):
    app = press(app, words.USE)
    app = write(app, words.ADD, group="Everything")
    app = press(app, words.USE)
    assert channels(app) == {"Everything": 40}
    assert len(app.session_state[DESK].fixes) == 1


def test_a_rule_is_moved_changed_and_removed(app):
    app = write(app, words.ADD, group="Search", source=("is", "google"))
    assert app.session_state[PICKED] == 0
    assert frame(app, "Search") == [(1, 20)]
    app = press(app, words.DOWN)
    assert (app.session_state[PICKED], frame(app, "Search")) == (1, [(2, 20)])
    app = press(app, words.UP)
    app = write(app, words.CHANGE, medium=("contains", "organ"))
    assert frame(app, "Search") == [(1, 10)]
    app = press(app, words.REMOVE)
    assert frame(app, "Search") == []
    assert app.session_state[PICKED] == -1


def frame(app, channel):
    """Number and touches of each rule of a channel, as the table has them."""
    rules = next(each.value for each in app.dataframe if "when" in each.value)
    own = rules[rules["channel"] == channel]
    return [*zip(own["place"], own["touches"], strict=True)]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"group": "", "source": ("is", "x")}, "has no channel"),
        ({"group": "A", "source": ("contains", " ")}, "Write what the source contains"),
        ({"group": "A", "medium": ("pattern", "((")}, "cannot be read"),
        ({"group": "A", "campaign": ("pattern", "(a+)+b")}, "could take for ever"),
    ],
)
def test_what_cannot_be_a_rule_is_said_and_stays_as_it_was_typed(app, typed, problem):
    app = write(app, words.ADD, **typed)
    assert problem in said(app).replace("\\", "")
    assert next(e for e in app.text_input if e.key.endswith(".group")).value == typed["group"]
    assert "**10** (25 %) are taken by no rule" in said(app)
