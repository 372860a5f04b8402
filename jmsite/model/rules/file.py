"""Rules about files: what is found on disk and where it lies."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, error, info, warning

FILE: tuple[Rule, ...] = (
    error(
        "file/not-utf8",
        "A text file is not in UTF-8.",
        "Text in another encoding would appear garbled, or not at all.",
        "Save the file as UTF-8; every editor can do this.",
    ),
    error(
        "file/nul",
        "A text file contains a NUL character.",
        "Text contains no NUL characters: the file is damaged, or it is not a text file.",
        "Remove the character, or move the file to `assets/` or `data/`.",
    ),
    error(
        "file/control-character",
        "A text contains a control character.",
        "Control characters are not text: readers cannot see them, HTML and XML forbid most of them, and"
        " some can make words look like other words.",
        "Remove the character, or rename the file if it is in the file's name. In double quotation marks,"
        " YAML reads `\\0` as such a character: write two backslashes for one.",
    ),
    warning(
        "file/empty",
        "A file is empty.",
        "It makes an empty page, which is rarely intended.",
        "Write something in it, or delete it.",
    ),
    error(
        "file/unclosed-front-matter",
        "Front matter is not closed.",
        "Without the closing line, it is unclear where the fields end and the prose begins.",
        "Add a line with `---` after the last field.",
    ),
    error(
        "file/unopened-front-matter",
        "Front matter is not opened.",
        "The fields are read as prose: they would appear on the page as text, and a draft would be published.",
        "Add a line with `---` as the first line of the file, and another after the last field.",
    ),
    error(
        "file/other-front-matter",
        "Front matter is not written in YAML.",
        "It is read as prose: it would appear on the page as text, and a draft would be published.",
        "Write it between two lines with `---`, each field as `name: value`.",
    ),
    error(
        "file/outside-content",
        "A symbolic link points outside the content folder.",
        "Files outside it may be private, and they do not travel with the content.",
        "Copy the file into `content/`, or remove the link.",
    ),
    warning(
        "file/linked-twice",
        "A symbolic link points to a folder that is already read.",
        "Everything in it would exist twice, and links that contain each other would never end.",
        "Remove the link and link to the pages in that folder instead, or copy what should differ.",
    ),
    error(
        "file/unreadable",
        "A file cannot be read.",
        "Leaving it out silently would hide that it is missing.",
        "Check its permissions, and whether a symbolic link still points somewhere.",
    ),
    warning(
        "file/unknown-place",
        "A file is in a place where it is not read.",
        "It is left out of the site; perhaps the name of its folder is misspelt.",
        "Move it to the folder of its kind, `pages/`, `assets/` or `data/`, or delete it.",
    ),
    error(
        "file/not-attachable",
        "A page uses a file of a type that is not published.",
        "Browsers would run HTML and scripts as part of the site, and guess what to do with unknown types.",
        "Save it as an image, PDF, text, sound, video or office document without macros, or pack it as ZIP.",
    ),
    error(
        "file/active-picture",
        "An SVG contains more than a drawing.",
        "Opened on its own, an SVG is a page: its scripts run as part of the site, and what it loads tells"
        " others who reads it.",
        "Save it again as a plain SVG, without scripts, links and external files, or as PNG.",
    ),
    info(
        "file/unused",
        "A file is not used anywhere.",
        "Images and attachments are published with the pages that use them, so this one is not published.",
        "Link to it, show it, or delete it.",
    ),
)
