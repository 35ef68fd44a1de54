"""What a partnership keeps itself, as rows that become facts."""

from mscp_analysis.registers.checking import FaultyRegisters, faults
from mscp_analysis.registers.fetching import Fetched, fetch
from mscp_analysis.registers.figures import figures
from mscp_analysis.registers.opening import Registers, open
from mscp_analysis.registers.register import Register

__all__ = [
    "FaultyRegisters",
    "Fetched",
    "Register",
    "Registers",
    "faults",
    "fetch",
    "figures",
    "open",
]
