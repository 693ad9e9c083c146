"""Fetches publishers' newest figures and stores them as new vintages."""
