"""Rich Text's control words: the signs they stand for, and what is left out."""

# Dashes and quotes stand here because they are what the words mean.
# ruff: noqa: RUF001
from __future__ import annotations

SPECIAL = {
    "~": "\u00a0", "_": "\u2011", "-": "", "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—",
    "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "nestcell": "\t",
}  # fmt: skip
SKIPPED = frozenset({
    "annotation", "atnauthor", "atnid", "bkmkend", "bkmkstart", "colorschememapping", "colortbl",
    "datastore", "do", "filetbl", "fldinst", "fonttbl", "footer", "footerf", "footerl", "footerr",
    "footnote", "generator", "header", "headerf", "headerl", "headerr", "info", "latentstyles",
    "listoverridetable", "listtable", "listtext", "mmathPr", "nonshppict", "object", "pict",
    "pntext", "revtbl", "rsidtbl", "shp", "shptxt", "sp", "stylesheet", "tc", "themedata", "txe",
    "userprops", "wgrffmtfilter", "xe", "xmlnstbl",
})  # fmt: skip
NOTES = {
    "annotation": "Comments were left out.",
    "footnote": "Footnotes and endnotes were left out.",
    "shp": "Text boxes and drawings were left out.",
    "header": "Headers and footers were left out.",
    "footer": "Headers and footers were left out.",
    "deleted": "Tracked deletions were left out, insertions kept.",
}
CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
ENDS = frozenset({"par", "sect", "page"})
HIGH_SURROGATES = range(0xD800, 0xDC00)
