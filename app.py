"""The dashboard's server: what ``streamlit run app.py`` and `serve` start."""

import streamlit as st

from resilience.app import ground, vendor
from resilience.settings import ROOT

for script in vendor.SCRIPTS:
    vendor.compressed(script)  # before the first visitor waits for it

page = ROOT / "resilience" / "dashboard.py"
app = st.App(page, routes=[*vendor.ROUTES, *ground.LAND_ROUTES])
