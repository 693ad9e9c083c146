"""Data frames to figures, tables and sentences; nothing here knows Streamlit."""
