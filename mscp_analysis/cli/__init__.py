"""The ``mscp`` command: one module for each of its commands, which imports what that needs."""

from __future__ import annotations

from mscp_analysis.cli.command import main

__all__ = ["main"]
