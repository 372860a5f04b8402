"""``jmsite serve``: the live preview."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from jmsite.cli.errors import RefusedError, refusing_disk_errors
from jmsite.cli.options import Audience, Jobs, Root
from jmsite.cli.site import day_of_build, find_root, known_audience

if TYPE_CHECKING:
    from jmsite.live.preview import Rebuild

Port = Annotated[
    int,
    typer.Option(
        "--port", metavar="N", min=1, max=65535, help="Port to use; the next free one if it is taken."
    ),
]
Host = Annotated[
    str, typer.Option("--host", metavar="H", help="Address to serve on. Default: this machine only.")
]
Open = Annotated[bool, typer.Option("--open", help="Open the site in a browser.")]
Poll = Annotated[
    bool,
    typer.Option(
        "--poll", help="Watch for changes by reading the folders, for file systems without change events."
    ),
]
Edit = Annotated[
    bool,
    typer.Option(
        "--edit/--no-edit",
        help="Edit in the page what is shown. Only on this machine, and only where content can be written.",
    ),
]
Drafts = Annotated[bool, typer.Option("--drafts/--no-drafts", help="Include drafts, marked as such.")]


def serve(
    root: Root = None,
    port: Port = 8000,
    host: Host = "127.0.0.1",
    open: Open = False,
    poll: Poll = False,
    drafts: Drafts = True,
    audience: Audience = "internal",
    jobs: Jobs = 0,
    edit: Edit = True,
) -> None:
    """Preview the site while you edit: every saved change appears at once. Press Ctrl-C to stop."""
    site = find_root(root)
    begun = time.perf_counter()
    from jmsite.cli.compiling import memo_for
    from jmsite.cli.progress import progress
    from jmsite.cli.result_line import searchable
    from jmsite.live.loop import Serving, is_loopback
    from jmsite.live.loop import serve as run
    from jmsite.live.preview import Preview
    from jmsite.live.serve import EDITOR
    from jmsite.live.watch import events_arrive
    from jmsite.model.sources import Options
    from jmsite.model.value import replace

    memo = memo_for(site / "build" / "cache", jobs)
    editing = edit and is_loopback(host) and os.access(site / "content", os.W_OK)
    seen = known_audience(site, audience)
    options = Options(audience=seen, drafts=drafts, preview=True, search=searchable(), editing=editing)
    preview = Preview(site, options, memo, jobs, day_of_build)
    with progress(lambda: "building …"), refusing_disk_errors("read", site):
        first = preview.refresh()
    if first is not None:
        _begin(first, time.perf_counter() - begun)
    if not poll and not events_arrive(site / "content"):
        poll = _told_of_polling()
    # the preview shows drafts and what is internal, and asks nobody who he is
    if not is_loopback(host):
        typer.echo(f"warning: anyone who can reach {host} can read this preview, drafts included", err=True)
    where = Serving(host=host, port=port, poll=poll, editing=editing, ready=_welcome(port, open))
    editor = os.environ.get("JMSITE_EDITOR", EDITOR)
    serving = replace(where, editor=editor, changed=_tell, failed=_excuse)
    try:
        run(preview, serving)
    except OSError as error:
        raise RefusedError(f"cannot serve on {host}: {error.strerror or error}") from error
    except KeyboardInterrupt:
        typer.echo("")


def _told_of_polling() -> bool:
    """Say that files are looked at again and again, and return that they are."""
    typer.echo("this file system does not report changes, so jmsite looks for them twice a second (--poll)")
    return True


def _welcome(port: int, launch: bool) -> Callable[[str], None]:
    """Return what is said, and perhaps opened, when the server is ready at an address."""

    def ready(url: str) -> None:
        typer.echo(f"{url}  (press Ctrl-C to stop)")
        if not url.endswith(f":{port}/"):
            typer.echo(f"port {port} is in use, so this is the next free one")
        if launch:
            typer.launch(url)

    return ready


def _begin(first: Rebuild, seconds: float) -> None:
    """Print the faults there are at the start, and the address that is served."""
    from jmsite.report import summary, text

    diagnostics = first.published.diagnostics
    typer.echo(text(diagnostics), nl=False, err=True)
    typer.echo(f"{len(first.changed)} files, {summary(diagnostics)}, {seconds:.2f} s")


def _tell(change: Rebuild, seconds: float) -> None:
    """Print a line for each rebuild; the faults themselves stand in the browser and here."""
    from jmsite.report import summary, text

    diagnostics = change.published.diagnostics
    typer.echo(text(diagnostics), nl=False, err=True)
    # of what nobody has looked at it is not known whether it says something else
    parts = [f"{len(change.changed)} changed"] if change.changed else []
    parts += [f"{len(change.gone)} removed"] if change.gone else []
    typer.echo(f"{', '.join(parts or ['read again'])}, {summary(diagnostics)}, {seconds * 1000:.0f} ms")


def _excuse(error: Exception) -> None:
    typer.echo(f"jmsite: this change could not be built: {type(error).__name__}: {error}", err=True)
