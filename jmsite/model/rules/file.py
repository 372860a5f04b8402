"""Rules about files: what is found on disk and where it lies."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, error, info, warning

FILE: tuple[Rule, ...] = (
    error(
        "file/not-utf8",
        "A text file is not in UTF-8.",
        "Text in another encoding would be shown with wrong letters, or not at all.",
        "Save the file as UTF-8; every editor can.",
    ),
    error(
        "file/nul",
        "A text file holds a NUL character.",
        "NUL does not occur in text: the file is damaged, or it is not a text file.",
        "Remove the character, or put the file under `assets/` or `data/`.",
    ),
    error(
        "file/control-character",
        "A text holds a sign that no page can hold.",
        "Signs that steer a terminal, a printer or the direction of letters are no text: HTML and XML forbid most of"
        " them, readers see nothing, and words may look like others.",
        "Remove the sign, or rename the file that has it in its name;"
        " between double quotation marks YAML reads `\\0` as one: write two backslashes for one.",
    ),
    warning(
        "file/empty",
        "A file has nothing in it.",
        "It makes an empty page, which is rarely meant.",
        "Write something in it, or delete it.",
    ),
    error(
        "file/unclosed-front-matter",
        "Front matter has no end.",
        "Without the closing line nobody can tell where the fields end and the prose begins.",
        "Put a line with `---` after the last field.",
    ),
    error(
        "file/unopened-front-matter",
        "A file begins with fields, but not with the line that opens them.",
        "Without it they are read as prose: they stand on the page as text, and a draft would be published.",
        "Put a line with `---` before the first field, as the first line of the file, and one after the last.",
    ),
    error(
        "file/other-front-matter",
        "Front matter is written in another language than YAML.",
        "It is read as prose: it would stand on the page as text, and a draft would be published.",
        "Write it between two lines with `---`, each field as `name: value`.",
    ),
    error(
        "file/outside-content",
        "A file leads out of the content folder.",
        "What lies outside could be private, and does not travel with the content.",
        "Copy the file into `content/`, or remove the symbolic link.",
    ),
    warning(
        "file/linked-twice",
        "A link leads to a folder that is read already.",
        "The same things would have two names, and links to folders of links would never end.",
        "Remove the link, and link to the pages of that folder; or make a copy of what is to differ.",
    ),
    error(
        "file/unreadable",
        "A file cannot be read.",
        "What cannot be read cannot be shown; leaving it out in silence would hide the loss.",
        "Check the permissions, and whether a symbolic link still leads somewhere.",
    ),
    warning(
        "file/unknown-place",
        "A file lies where nothing looks for it.",
        "It is left out of the site; a folder is perhaps misspelt.",
        "Move it to the folder of its kind, `pages/`, `assets/` or `data/`, or delete it.",
    ),
    error(
        "file/not-attachable",
        "A file is shown that is not of a kind that is published.",
        "Browsers run pages and scripts in the name of the site, and guess what unknown kinds are.",
        "Save it as a picture, a PDF, an office document without macros, text, sound or video, or pack it as ZIP.",
    ),
    error(
        "file/active-picture",
        "An SVG does more than show something.",
        "Opened by itself it is a page: what runs in it runs in the name of the site, and what it loads tells others.",
        "Save it again as a plain SVG, without scripts, links and outside files, or as PNG.",
    ),
    info(
        "file/unused",
        "A file is neither shown nor asked by anything.",
        "Pictures and attachments go into the site with the pages that use them, so this one does not.",
        "Link to it, show it, or remove it.",
    ),
)
