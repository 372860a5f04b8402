"""Rules about ids, addresses and links."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, error, warning

ADDRESS: tuple[Rule, ...] = (
    error(
        "id/malformed",
        "An id is not written as ids are.",
        "Ids are typed in references and stand in addresses; capitals and spaces lead to mistakes there.",
        "Use small letters a to z, digits, and single hyphens between them: `repeat-buyer-2`.",
    ),
    error(
        "id/duplicate",
        "Two entities of a kind have the same id.",
        "A reference could mean either, and both want the same page.",
        "Rename one of them, or make them one.",
    ),
    error(
        "id/case-collision",
        "Two ids differ in capitals or Unicode form only.",
        "On many disks and in many eyes they are the same; one page would overwrite the other.",
        "Rename one of them.",
    ),
    error(
        "url/collision",
        "Two pages want the same address.",
        "Only one of them could be read.",
        "Rename one of the files.",
    ),
    warning(
        "id/reserved-name",
        "A file has a name that Windows keeps for itself.",
        "Nobody with Windows can check out the content any more, nor keep the site that is made of it.",
        "Rename the file: `con`, `nul`, `aux`, `prn`, `com1` and `lpt1` and their like stand for devices there.",
    ),
    error(
        "alias/malformed",
        "An alias is not an address of this site.",
        "No file can stand there, so nobody would be redirected.",
        "Write the former address without the site's own in front, as `guide/start` or `guide/start.html`.",
    ),
    error(
        "alias/collision",
        "An alias is the address of something else.",
        "A redirect must not hide a page, nor lead to two places.",
        "Remove the alias, or change it.",
    ),
    error(
        "link/missing-file",
        "A link leads to a file that is not there.",
        "Readers would come to a dead end.",
        "Correct the path; in prose it counts from the file that the link stands in, in a field from `content/`.",
    ),
    error(
        "link/missing-anchor",
        "A link leads to a heading that is not there.",
        "Readers would land at the top of the page and search.",
        "Correct what follows `#`; it is the heading in small letters with hyphens.",
    ),
    warning(
        "link/blanks",
        "A link or a picture in prose has blanks in its address.",
        "Markdown then takes all of it for words, brackets included.",
        "Put angle brackets around the address, `[Plan](<../assets/our plan.pdf>)`, or rename the file.",
    ),
    warning(
        "link/missing-reference",
        "A footnote or a link is written by a name that nothing stands for.",
        "It is shown as it is typed, brackets included.",
        "Define it on a line of its own, `[^name]: words` or `[name]: address`; or put a backslash before the bracket.",
    ),
    warning(
        "link/unused-reference",
        "A footnote or an address is defined that nothing in the text leads to.",
        "What is defined is shown where it is referred to: nobody will read this.",
        "Refer to it, `[^name]` or `[words][name]`, or remove it.",
    ),
    warning(
        "link/defined-twice",
        "A footnote or an address is defined twice in a text.",
        "The first one counts, and the other is shown nowhere.",
        "Give one of them another name, or remove it.",
    ),
    warning(
        "link/too-long",
        "A link has an address that is far too long.",
        "No browser follows it, and repeated often enough it makes a page of any size.",
        "Shorten the address; what is embedded in it belongs into a file under `assets/`.",
    ),
    warning(
        "link/not-a-picture",
        "A file is shown as a picture that is none.",
        "Browsers show pictures, and play video and sound; in place of anything else stands a broken picture.",
        "Link to it, `[words](path)`, or save it as a picture.",
    ),
    error(
        "link/outside-content",
        "A link leads out of the content folder.",
        "What lies there is not part of the site.",
        "Copy the file into `content/`, or link to its web address.",
    ),
    error(
        "link/unsafe-scheme",
        "A link has an address that no link may have.",
        "`javascript:` and its kind run in the browser of whoever clicks, with the rights of the site.",
        "Use a web address, `mailto:` or `tel:`, or a path; for a time or a name with a colon, another type of field.",
    ),
    error(
        "link/picture-elsewhere",
        "A picture in prose lies on another server.",
        "Our pages load nothing from elsewhere, so that nobody learns who reads them: it would never be seen.",
        "Put the picture into `content/assets/`, and write its path.",
    ),
)
