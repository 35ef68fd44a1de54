"""Let Jupyter's kernel manager start its kernels from the warm process."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from mscp_analysis.report.running import warm

_SECONDS_TO_DIE = 1


class WarmProvisioner(LocalProvisioner):
    """Forks a kernel where that is possible, and otherwise starts it as Jupyter does.

    Everything after the start is inherited: signals to the kernel's process group, waiting,
    killing.
    """

    process: Any

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start a kernel; ``cmd`` and the options are those of an ordinary kernel's process."""
        if warm.POSSIBLE:
            try:
                return await self._fork(cmd, **kwargs)
            except OSError:
                pass  # the ordinary kernel gives the same result, or says what is wrong
        return await super().launch_kernel(cmd, **kwargs)

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel, and do not come back before it is dead, which takes a moment."""
        await super().kill(restart)
        if isinstance(self.process, warm.Fork):
            self.process.wait(_SECONDS_TO_DIE)

    async def _fork(
        self,
        cmd: list[str],
        *,
        env: dict[str, str],
        cwd: str | Path | None = None,
        stdout: Any = None,
        stderr: Any = None,
        **_: Any,
    ) -> KernelConnectionInfo:
        streams = [
            stream.fileno() if stream else number for number, stream in ((1, stdout), (2, stderr))
        ]
        self.cwd = Path(cwd or "").absolute()  # the warm process stands elsewhere
        process = warm.Fork(cmd, env, self.cwd, streams)
        try:
            loop = asyncio.get_running_loop()
            process.begun(await loop.sock_recv(process.connection, 8))
        except BaseException:
            process.connection.close()  # which ends it, had it begun
            raise
        self.process, self.pid, self.pgid = process, process.pid, process.pid
        return self.connection_info
