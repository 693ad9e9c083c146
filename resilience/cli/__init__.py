"""The command line: set-up, serving, building, and the commands for analysts."""
