"""The yearly report of a safeguarding children partnership, computed from tidy data.

Every number in every sentence, table and chart is computed, dated and sourced. The rooms
stand on floors and import downwards only; ``README.md`` draws the plan.
"""

__version__ = "0.1.0"
