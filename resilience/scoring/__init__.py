"""Composite-indicator engine: pure functions on tables of units by indicators."""
