"""One folder per removable system. ``docs/plugins/`` says how they are written."""
