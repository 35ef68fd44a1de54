"""Run notebooks in kernels of their own, which start warm and note what they open."""
