"""The notes of a report: those about one thing together, every letter kept."""

from segattr.exports.report_notes import noted, notes_part
from segattr.project.notes import Note
from segattr.words import report_sections as said


def test_notes_about_one_thing_stand_together_in_the_order_they_were_written():
    day = "2026-05-04"
    notes = [
        Note("segment", "new", "one", day),
        Note("chart", "C", "two", day),
        Note("segment", "new", "three", day),
    ]
    part = notes_part(notes)
    assert part.table["Note"].tolist() == ["one", "three", "two"]
    assert part.table["Pinned to"].tolist() == ["segment", "segment", "picture"]
    assert noted(notes, "segment", "new") == "one\nthree"
    assert noted(notes, "finding", "new") == ""


def test_no_notes_say_where_one_is_written():
    assert notes_part([]).notes == (said.NO_NOTES,)
