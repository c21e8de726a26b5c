"""The Data page."""

import streamlit as st

st.title("Can I trust this data?")
