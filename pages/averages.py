"""The Averages page."""

import streamlit as st

st.title("What does the average hide?")
