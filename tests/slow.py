"""What a test repeats among the slow tests only."""

import pytest

BOTH = ["de", pytest.param("en", marks=pytest.mark.slow)]
"""German in each run, English among the slow tests: the pages differ in their words alone."""
SAMPLE_OR_ALL = [9, pytest.param(1, marks=pytest.mark.slow)]
"""Steps through the indicators: every ninth in each run, every one among the slow tests."""
