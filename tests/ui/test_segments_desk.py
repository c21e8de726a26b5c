"""What is pressed on a page that is gone edits nothing that has taken its place."""

from streamlit.testing.v1 import AppTest


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


def test_a_callback_counts_until_something_else_stands_in_its_place():
    told = AppTest.from_function(script).run().session_state["told"]
    assert told["both"] == ["a", "b", "z", "browser"]
    assert told["once"] == ["b", "z"]
    assert told["late"] == ["b", "z", "browser"]
    assert told["moved"] == ["b", "a", "c"]
    assert told["undone"] == ["a", "b", "c"]
    assert told["put away"] == []
