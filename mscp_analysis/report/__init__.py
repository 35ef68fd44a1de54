"""Notebooks to a published report: checked before they run, read back before they are published."""
