"""The kernel of the urban resilience dashboard, independent of any indicator, source or city."""
