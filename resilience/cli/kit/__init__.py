"""What an analyst needs to add an indicator: a first file, checks, a preview, the data at hand."""


class KitError(ValueError):
    """A command of the kit cannot do what was requested; the message says what to change."""
