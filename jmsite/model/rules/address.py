"""Rules about ids, addresses and links."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, error, warning

ADDRESS: tuple[Rule, ...] = (
    error(
        "id/malformed",
        "An id contains characters that ids cannot have.",
        "Ids appear in references and in web addresses, where capitals, spaces and accents lead to mistakes.",
        "Use lower-case letters a to z, digits and single hyphens: `repeat-buyer-2`.",
    ),
    error(
        "id/duplicate",
        "Two entities of the same kind have the same id.",
        "A reference to that id would be ambiguous, and both would be written to the same page.",
        "Rename one of them, or merge the two.",
    ),
    error(
        "id/case-collision",
        "Two ids differ only in capitals or in Unicode form.",
        "Many file systems, and many readers, cannot tell them apart: one page would overwrite the other.",
        "Rename one of them.",
    ),
    error(
        "url/collision",
        "Two pages have the same address.",
        "One would overwrite the other.",
        "Rename one of the files.",
    ),
    warning(
        "id/reserved-name",
        "A file has a name that Windows reserves.",
        "On Windows, neither the content nor the finished site could be saved to disk.",
        "Rename the file. `con`, `nul`, `aux`, `prn`, `com1`, `lpt1` and similar names stand for devices on Windows.",
    ),
    error(
        "alias/malformed",
        "An alias is not a valid address on this site.",
        "No page can be written there, so the redirect would not work.",
        "Write the old address without the site's own address in front: `guide/start` or `guide/start.html`.",
    ),
    error(
        "alias/collision",
        "An alias is already the address of something else.",
        "A redirect must not replace a page, and it can lead to one place only.",
        "Remove the alias, or change it.",
    ),
    error(
        "link/missing-file",
        "A link points to a file that does not exist.",
        "Readers would reach a dead end.",
        "Correct the path. In prose it is relative to the file that contains the link; in a field, to `content/`.",
    ),
    error(
        "link/missing-anchor",
        "A link points to a heading that does not exist.",
        "Readers would land at the top of the page and have to search.",
        "Correct the part after `#`: the heading in lower case, with hyphens for spaces.",
    ),
    warning(
        "link/blanks",
        "A link or an image in prose has spaces in its address.",
        "Markdown does not recognize it and shows it as plain text, brackets included.",
        "Put angle brackets around the address, `[Plan](<../assets/our plan.pdf>)`, or rename the file.",
    ),
    warning(
        "link/missing-reference",
        "A footnote or a reference-style link has no definition.",
        "It is shown as typed, brackets included.",
        "Define it on a line of its own, `[^name]: text` or `[name]: address`; or put a backslash before the bracket.",
    ),
    warning(
        "link/unused-reference",
        "A footnote or a link definition is never used.",
        "A definition is shown only where it is referred to, so nobody will see this one.",
        "Refer to it with `[^name]` or `[text][name]`, or remove it.",
    ),
    warning(
        "link/defined-twice",
        "A footnote or a link definition appears twice in the same text.",
        "Only the first one is used.",
        "Rename or remove one of them.",
    ),
    warning(
        "link/too-long",
        "A link has an address that is far too long.",
        "Browsers do not follow it, and repeated often enough it makes a page of any size.",
        "Shorten the address. If it embeds data, put the data in a file under `assets/`.",
    ),
    warning(
        "link/not-a-picture",
        "A file is used as an image but is not one.",
        "Browsers show images, video and sound here; for any other file they show a broken image.",
        "Link to it instead, `[text](path)`, or save it as an image.",
    ),
    error(
        "link/outside-content",
        "A link points outside the content folder.",
        "Files outside it are not part of the site.",
        "Copy the file into `content/`, or link to its web address.",
    ),
    error(
        "link/unsafe-scheme",
        "A link has an address of a type that is not allowed.",
        "Schemes such as `javascript:` run code in the reader's browser, with the site's own rights.",
        "Use a path, a web address, `mailto:` or `tel:`. If the value is no link at all (a time, say, or a"
        " name with a colon), give the field another type.",
    ),
    error(
        "link/picture-elsewhere",
        "An image in prose is on another server.",
        "Pages load nothing from other servers, so that nobody else learns who reads them: the image would"
        " not appear.",
        "Save the image in `content/assets/` and use its path.",
    ),
)
