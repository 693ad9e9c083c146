"""Starts the command line on a suitable Python; any Python since 2.7 can parse this file."""

import sys

if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - an older one gets this far, and must be told
        sys.exit(
            "This needs Python 3.11 or newer, and this is Python {}.{}: run the same command with "
            "a newer one, such as python3.11.".format(*sys.version_info)
        )

    from resilience.cli.commands import main

    sys.exit(main(sys.argv[1:]))
