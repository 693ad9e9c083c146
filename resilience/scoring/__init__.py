"""Composite-indicator engine: pure functions on tables of units by indicators.

In the order of the work: ``coinr`` reads tables, ``structure`` holds the hierarchy, ``screen``
looks at what is there, ``impute`` fills gaps, ``treat`` draws outliers in, ``normalise`` and
``recipe`` make scores, ``weights`` finds weights, ``aggregate`` and ``outrank`` put scores
together, ``multivariate`` and ``results`` look at what came out, ``uncertainty``, ``noise``,
``weight_draws``, ``doubt`` and ``sensitivity`` ask how far it holds. ``pipeline`` and ``assess``
run all of it by ``settings``; ``cli`` is the command.
"""
