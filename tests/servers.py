"""A real PostgreSQL for tests, started for them on a free port."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "reader"


def server_programs() -> Path | None:
    """The folder of the programs of a PostgreSQL server, the newest that is installed."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name))
    return folders[-1] if folders else None


@contextmanager
def postgres(programs: Path, password: str) -> Iterator[str]:
    """Start a server on a free port, in a folder of its own, and yield its address without the password.

    A server refuses to run as root: then it runs as the user that its package has made.
    """
    user = "postgres" if os.getuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        if user:
            account = pwd.getpwnam(user)
            os.chown(folder, account.pw_uid, account.pw_gid)

        def run(*words: str) -> None:
            plain = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
            subprocess.run(words, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL, env=plain)

        secret, data = Path(folder) / "password", Path(folder) / "data"
        secret.write_text(password)
        secret.chmod(0o644)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        access = ("-U", USER, "-A", "scram-sha-256", f"--pwfile={secret}")
        run(str(programs / "initdb"), "-D", str(data), *access, "--no-sync", "-E", "UTF8")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        run(str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", f"{folder}/log", "-o", options, "start")
        try:
            yield f"postgres://{USER}@127.0.0.1:{port}/postgres"
        finally:
            run(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
