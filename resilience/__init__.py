"""The kernel of the urban resilience dashboard; it knows no single indicator, source or city."""
