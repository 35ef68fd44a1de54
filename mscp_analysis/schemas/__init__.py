"""What a register of a partnership is: its description, its file, its cells, and why it is absent.

A register is a CSV in a partnership's folder and one description in ``data/rules/registers``.
A new column or a new register is a change of that description alone.
"""

from mscp_analysis.schemas.absences import absence
from mscp_analysis.schemas.columns import Column
from mscp_analysis.schemas.descriptions import Description, description, descriptions
from mscp_analysis.schemas.documents import documents
from mscp_analysis.schemas.faults import Fault, as_csv, faults_as_csv
from mscp_analysis.schemas.files import Sheet, read
from mscp_analysis.schemas.kept import Kept, about
from mscp_analysis.schemas.listed import listed

__all__ = [
    "Column",
    "Description",
    "Fault",
    "Kept",
    "Sheet",
    "about",
    "absence",
    "as_csv",
    "description",
    "descriptions",
    "documents",
    "faults_as_csv",
    "listed",
    "read",
]
