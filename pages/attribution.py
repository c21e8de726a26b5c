"""The Attribution page."""

import streamlit as st

st.title("What earned the credit, for whom?")
