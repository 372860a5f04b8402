"""Columns about people: by what they are called, and by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable

# rather a column too many: what is left out by mistake can be named, what is published by mistake is out
_CALLED = re.compile(
    r"\be-?mail|\bip\b|ip-?addres|\bphone|telefon|téléphone|teléfono|\bmobile (?:number|phone)|\bhandy\b"
    r"|\b(?:first|last|full|middle|family|user|customer|contact|reviewer|respondent|agent|your) ?-?names?\b"
    r"|\bvorname|\bnachname|\bsurname|\bprénom\b|\bnombre y apellidos|^(?:name|nom|nombre|nome|imię)$|^#$"
    r"|\b(?:user|customer|client|contact|respondent|person|employee|member|patient|guest|requester|reporter|assignee"
    r"|consumer user|network|collector|response|antwort|reference|submission|visitor|session|account)[ _-]?id\b"
    r"|^(?:user|token|respondent|submission token|device|owner|organi[sz]ation)$"
    r"|\brequester|\bsubmitter|\bassignee|\bassigned to|\bagent assigned|\bowner$|\breporter|\bcreator\b|project lead"
    r"|\bassociated contact|\brecipient|\bempfänger|external ?data ?reference|externaldata|external reference"
    r"|\blatitude|\blongitude|breitengrad|längengrad|location ?accuracy|^location\b|\breview link\b"
    r"|\bcustom data|^responses?et$|\bresponseset|\bpostal|\bpost ?code|\bzip\b|\bhome address|^address"
    r"|date of birth|\bbirthday|geburts|^(?:gender|sex|age|income|household income|geschlecht|alter|religion)$"
    r"|\bage group|how old are you|^(?:who|with whom).*\b(?:name|call)"
    r"|メール|氏名|电话|電話|邮箱|姓名",
    re.IGNORECASE,
)
# content as well as names: people write addresses into columns that are called something else
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}", re.IGNORECASE)
_PHONE = re.compile(r"\+\d[\d ()./-]{6,}\d|\(\d{2,5}\)[\d ./-]{5,}\d")
_CONTENT = (_EMAIL, _ADDRESS, _PHONE)


def about_people(name: str, cells: Iterable[str]) -> bool:
    """Return whether a column is about single people: names, addresses, numbers and ids that lead to them."""
    spelled = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return bool(_CALLED.search(spelled)) or _holds_addresses([one for one in cells if one])


def _holds_addresses(filled: list[str]) -> bool:
    """Return whether half of what is filled in is an e-mail address, an IP address or a telephone number."""
    found = sum(any(form.fullmatch(one) for form in _CONTENT) for one in filled)
    return bool(filled) and found * 2 >= len(filled)
