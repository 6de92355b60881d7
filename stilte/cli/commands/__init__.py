"""The commands, one a module; each module's `command` is imported when it is used."""
