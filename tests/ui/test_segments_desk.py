"""What is pressed on a page that is gone edits nothing that has taken its place."""

from streamlit.testing.v1 import AppTest

from segattr.ui.segment_sets import DRAFT


def script():
    from functools import partial

    import streamlit as st

    from segattr.segments.conditions import Condition, Group
    from segattr.segments.rules import Rule
    from segattr.ui import segment_sets
    from segattr.ui import segments_desk as desk
    from segattr.ui.segments_draft import Draft

    def names():
        return [rule.name for rule in segment_sets.draft().rules]

    def begun():
        who = Group("all", (Condition("device", "is", ("mobile",)),))
        segment_sets.keep(Draft(tuple(Rule(name, who) for name in ("a", "b", "c"))))

    told = {}
    begun()
    remove, rename = (
        desk.standing(partial(how, *what))
        for how, what in ((desk.remove_segment, (0,)), (desk.rename_segment, (2, "z")))
    )
    field = desk.standing(lambda: desk.edit(Draft.with_condition, (2, 0), field="browser"))
    field()
    rename()
    told["both"] = [*names(), segment_sets.draft().part((2, 0)).field]
    remove()
    told["once"] = names()
    for late in (remove, rename, field):
        late()
    told["late"] = [*names(), segment_sets.draft().part((1, 0)).field]

    begun()
    moved = desk.standing(partial(desk.edit, Draft.moved, 0, 1))
    moved()
    moved()
    told["moved"] = names()

    begun()
    late = desk.standing(partial(desk.remove_segment, 2))
    desk.remove_segment(2)
    desk.undo()
    told["undone"] = names()
    desk.replace_all("put away", Draft())
    late()
    told["put away"] = names()
    while desk.undoable():
        desk.undo()
    desk.undo()
    st.session_state["told"] = told


def named_late():
    import streamlit as st

    from segattr.data.dataset import Dataset
    from segattr.segments.conditions import Condition, Group
    from segattr.segments.rules import Rule
    from segattr.ui import segment_sets, segments_shelf, state
    from segattr.ui.segments_draft import Draft

    if segment_sets.draft() is None:
        who = Group("all", (Condition("device", "is", ("mobile",)),))
        segment_sets.keep(Draft((Rule("a", who),)))
    st.session_state["saved"] = [each.name for each in state.get().sets]
    segments_shelf.shelf(segment_sets.draft(), segment_sets.draft().whole, Dataset(key="k"))


def test_what_is_saved_is_what_it_is_called_by_now():
    app = AppTest.from_function(named_late).run()
    # As while the page is drawn anew and has not come to its buttons: those drawn before are there to press.
    app.session_state[DRAFT] = app.session_state[DRAFT].with_name("Nested")
    app.button(key="segments.save").click().run()
    assert app.session_state["saved"] == ["Nested"]


def test_a_callback_counts_until_something_else_stands_in_its_place():
    told = AppTest.from_function(script).run().session_state["told"]
    assert told["both"] == ["a", "b", "z", "browser"]
    assert told["once"] == ["b", "z"]
    assert told["late"] == ["b", "z", "browser"]
    assert told["moved"] == ["b", "a", "c"]
    assert told["undone"] == ["a", "b", "c"]
    assert told["put away"] == []
