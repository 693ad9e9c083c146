"""Everything that imports Streamlit beside app.py and pages/."""
