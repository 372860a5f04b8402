"""Yes and no as survey tools and spreadsheets write them, in the six languages of the interface."""

YES = (
    "1", "1.0", "true", "yes", "y", "t",
    "ja", "j", "wahr",
    "oui", "o", "vrai",
    "sí", "si\u0301", "si", "s", "verdadero",
    "はい",
    "نعم",
)  # fmt: skip
"""The words for yes, in lower case; accents as one character and as two."""
NO = (
    "0", "0.0", "false", "no", "n", "f",
    "nein", "falsch",
    "non", "faux",
    "falso",
    "いいえ",
    "لا",
)  # fmt: skip
"""The words for no, in lower case."""
