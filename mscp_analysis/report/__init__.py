"""Notebooks to a published report: checked before they run, read back before they are published."""

import sys

# nbformat imports a checker of formats, which where JupyterLab is installed builds a grammar of
# international addresses: a second in each process, for a check that no notebook asks for.
# None in the place of a module stops its import, which the types of sys.modules do not tell.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
