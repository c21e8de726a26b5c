"""A widget is set where it shows something else, and left alone where it shows that already."""

from streamlit.testing.v1 import AppTest


def script():
    import streamlit as st

    from segattr.ui.typed import hold

    hold("name", st.session_state.get("chosen", "a"))
    st.text_input("Name", key="name")
    if st.checkbox("shown", value=True):
        hold("times", 2)
        st.number_input("Times", key="times")


def sets(app):
    return app.text_input(key="name").proto.set_value


def test_what_is_shown_already_is_not_set_again():
    app = AppTest.from_function(script).run()
    assert (sets(app), app.text_input(key="name").value) == (True, "a")
    assert not sets(app.run())
    app.session_state["chosen"] = "b"
    assert sets(app.run())
    assert app.text_input(key="name").value == "b"


def test_what_was_typed_and_is_not_taken_gives_way():
    app = AppTest.from_function(script).run()
    app.text_input(key="name").set_value("c").run()
    assert (sets(app), app.text_input(key="name").value) == (True, "a")


def test_a_widget_that_comes_back_shows_it_again():
    app = AppTest.from_function(script).run()
    app.checkbox[0].uncheck().run()
    app.checkbox[0].check().run()
    assert app.number_input(key="times").value == 2
    assert app.number_input(key="times").proto.set_value
