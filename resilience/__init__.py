"""The kernel of the urban resilience dashboard; it knows no particular indicator, source or city."""
