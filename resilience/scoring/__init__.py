"""Composite-indicator engine: pure functions on tables of units by indicators.

In processing order: ``coinr`` reads tables, ``structure`` holds the hierarchy, ``screen`` checks
availability, ``impute`` fills gaps, ``treat`` limits outliers, ``normalise`` and ``recipe`` make
scores, ``weights`` finds weights, ``aggregate`` and ``outrank`` aggregate scores, ``multivariate``
and ``results`` analyse the outcome, ``uncertainty``, ``noise``, ``weight_draws``, ``doubt`` and
``sensitivity`` test its robustness. ``pipeline`` and ``assess`` run all of it by ``settings``;
`resilience.cli.score` is the command.
"""
