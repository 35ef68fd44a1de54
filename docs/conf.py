"""How Sphinx builds the documentation; ``docs/build.py`` calls it."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx

import mscp_analysis

project = "mscp_analysis"
author = "mscp_analysis contributors"
release = version = mscp_analysis.__version__
language = "en-GB"

extensions = ["sphinx.ext.autodoc", "numpydoc", "myst_nb"]
exclude_patterns = ["_floors.md"]
nitpicky = True

# The page that is built must be the one that was read: notebooks are run by `mscp refresh`, whose
# outputs are committed and compared by the tests.
nb_execution_mode = "off"
nb_render_markdown_format = "commonmark"
myst_enable_extensions = ["deflist", "dollarmath"]
myst_heading_anchors = 3

# The types are in the words of each docstring. Members are listed by autodoc, once.
autodoc_typehints = "none"
autodoc_member_order = "bysource"
numpydoc_show_class_members = False

# Read from a disk without a network: formulas are MathML, and nothing is fetched from elsewhere.
html_math_renderer = "mathml"
myst_update_mathjax = False
nb_ipywidgets_js: dict[str, Any] = {}

html_theme = "pydata_sphinx_theme"
html_title = project
html_domain_indices = False
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_static_path = ["_static"]
html_css_files = ["docs.css"]
# The theme asks for it, and a page that is opened as a file has nowhere else to take it from.
html_context = {"default_mode": "auto"}
html_sidebars = {name: [] for name in ("index", "tutorial", "method", "design")}
html_theme_options = {
    "show_prev_next": False,
    "navigation_with_keys": False,
    "secondary_sidebar_items": ["page-toc"],
    "navbar_align": "left",
    "footer_start": [],
    "footer_end": [],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}


def _formula(writer: Any, node: nodes.math) -> None:
    writer.body.append(tex2mathml(node.astext()))
    raise nodes.SkipNode


def _formula_apart(writer: Any, node: nodes.math_block) -> None:
    formula = tex2mathml(node.astext(), as_block=True)
    # Where it is too wide and scrolls, the keyboard must reach it.
    writer.body.append(f'<div class="formula" tabindex="0">{formula}</div>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Write formulas as MathML, which browsers and screen readers read by themselves."""
    app.add_html_math_renderer("mathml", (_formula, None), (_formula_apart, None))
