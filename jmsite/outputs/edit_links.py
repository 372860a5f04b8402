"""Make links that open a line of a source file for editing at its host (GitHub, GitLab and the like)."""

from __future__ import annotations

from urllib.parse import urlsplit

from jmsite.model.entities.site import Repository

GITHUB = "/edit/{branch}/{path}#L{line}"
PLACES = {
    "github": GITHUB,
    # a dash stands between a project's name and what can be done with it
    "gitlab": "/-/edit/{branch}/{path}#L{line}",
    "bitbucket": "/src/{branch}/{path}?mode=edit&at={branch}#lines-{line}",
    "codeberg": "/_edit/{branch}/{path}#L{line}",
    "gitea": "/_edit/{branch}/{path}#L{line}",
    "forgejo": "/_edit/{branch}/{path}#L{line}",
}
"""The endings of addresses behind that of the repository, by a word in it; what is unknown is taken for one like
GitHub.
"""


def edit_pattern(repository: Repository) -> str:
    """Return where a line of a file is edited at its host, with ``{path}`` and ``{line}`` to be filled in."""
    way = _way(repository.url.casefold())
    folder = f"{repository.path.strip('/')}/" if repository.path.strip("/") else ""
    path = f"{_literal(folder)}{{path}}"
    goes_on = way.format(branch=_literal(repository.branch), path=path, line="{line}")
    return _literal(repository.url.rstrip("/")) + goes_on


def _way(url: str) -> str:
    """Return how the host of a repository goes on; its own name counts before the names of what it keeps."""
    host = urlsplit(url).hostname or ""
    return next((way for text in (host, url) for word, way in PLACES.items() if word in text), GITHUB)


def _literal(text: str) -> str:
    # braces of the address itself must stand twice, as the pattern is filled by ``format``
    return text.replace("{", "{{").replace("}", "}}")
