"""What an analyst needs to add an indicator: a first file, checks, a preview, the data at hand."""


class KitError(ValueError):
    """A command of the kit that cannot do what it was asked; the message says what to change."""
