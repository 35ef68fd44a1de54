"""``python -m mscp_analysis`` is the ``mscp`` command."""

from __future__ import annotations

import sys

from mscp_analysis.cli import main

sys.exit(main())
