"""Look for what must not stand on a map at all: data of persons, by checksums where there are some."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Step
from jmsite.model.rules.practice.privacy import Addresses, Countries, Region
from jmsite.model.rules.rule import RuleOptions
from jmsite.practice.questions import is_kept, journey_of
from jmsite.practice.rule_types import EntityFinding, TextFinding

IDENTITY: Mapping[str, re.Pattern[str]] = {
    country: re.compile(rf"(?<![\w.,+-])(?:{written})(?![\w-]|[.,]\d)")
    for country, written in {
        "be": r"\d\d\.?\d\d\.?\d\d[- ]?\d{3}[. ]?\d\d",
        "br": r"\d{3}\.?\d{3}\.?\d{3}-?\d\d",
        "ch": r"756\.?\d{4}\.?\d{4}\.?\d\d",
        "de": r"\d\d ?\d{3} ?\d{3} ?\d{3}",
        "es": r"\d{8}-?[A-Z]|[XYZ]-?\d{7}-?[A-Z]",
        "fi": r"\d{6}[-+A]\d{3}[0-9A-Y]",
        "fr": r"[12] ?\d\d ?\d\d ?\d[0-9AB] ?\d{3} ?\d{3} ?\d\d",
        "it": r"[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]",
        "nl": r"\d{9}",
        "pl": r"\d{11}",
    }.items()
}
"""The patterns of identity numbers of countries. Those of the Netherlands are looked for where a site asks for it: one
in eleven numbers of nine digits passes.
"""
REMOVE = "remove it, or say in words what it stands for"
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@((?:[\w-]+\.)+[a-z]{2,})\b", re.IGNORECASE)
# names that nobody can own (RFC 2606 and RFC 6761): examples use them
_RESERVED = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$", re.IGNORECASE)
# asked first: most texts hold nothing that can be dialled, and need not load the library that knows
_DIALLED = re.compile(r"\+\d|\d[\d ()./-]{5,}\d")
_DIGITS = re.compile(r"(?<![\w.,-])\d(?:[ -]?\d){12,18}(?![\w-]|[.,]\d)")
# the first digits of Visa, Mastercard, American Express and Discover: with the check digit, one number in ten remains
_CARD = re.compile(r"4|5[1-5]|2[2-7]|3[47]|6")
# up to 34 signs in groups of four, as it is printed; whether it is one the check digits say
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")


def email(_: Catalog, text: str, options: Addresses) -> Iterator[TextFinding]:
    """Notice a mail address that somebody could have; those of example domains are nobody's."""
    if "@" not in text:
        return
    allowed = {address.casefold() for address in options.allow}
    for found in _MAIL.finditer(text):
        address, domain = found[0].casefold(), found[1].casefold()
        if not _RESERVED.search(domain) and not {address, domain} & allowed:
            yield _spotted(found, "a mail address")


def phone(catalog: Catalog, text: str, options: Region) -> Iterator[TextFinding]:
    """Notice a phone number that can be dialled."""
    region = options.region or catalog.site.language.partition("-")[2]
    if not _DIALLED.search(text) if region else "+" not in text:
        return
    # late, since most texts hold no number at all
    from phonenumbers import PhoneNumberMatcher

    for found in PhoneNumberMatcher(text, region.upper() or None):
        yield TextFinding(start=found.start, end=found.end, message="this is a phone number", hint=REMOVE)


def card(_: Catalog, text: str, __: RuleOptions) -> Iterator[TextFinding]:
    """Notice the number of a payment card, which has a check digit."""
    for found in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if _CARD.match(digits):
            from stdnum import luhn

            if luhn.is_valid(digits):
                yield _spotted(found, "the number of a payment card")


def bank_account(_: Catalog, text: str, __: RuleOptions) -> Iterator[TextFinding]:
    """Notice an IBAN, which has check digits."""
    for found in _IBAN.finditer(text):
        from stdnum import iban

        if iban.is_valid(found[0]):
            yield _spotted(found, "the number of a bank account")


def identity_number(_: Catalog, text: str, options: Countries) -> Iterator[TextFinding]:
    """Notice an identity or tax number of a person, by its check digit or letter."""
    for country in dict.fromkeys(name.casefold() for name in options.countries):
        for found in IDENTITY[country].finditer(text) if country in IDENTITY else ():
            if any(is_valid(found[0]) for is_valid in _checks()[country]):
                yield _spotted(found, f"an identity number ({country.upper()})")


def quote_without_consent(catalog: Catalog, step: Entity[Step], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a quote from a study that says nothing of consent, where the site has a field for it."""
    if "consent" not in catalog.site.fields.get("research", {}):
        return
    for at, quote in enumerate(step.fields.quotes):
        study = catalog.research(quote.research or "")
        if (
            study is not None
            and not study.fields.fields.get("consent")
            and is_kept(journey_of(catalog, step))
        ):
            message = f"'{study.title}' says nothing of consent, and somebody is quoted from it"
            yield EntityFinding(
                message=message, field=("quotes", at), hint="write 'consent' into the fields of the study"
            )


def _spotted(found: re.Match[str], what: str) -> TextFinding:
    # what it is and not how it reads: findings are kept in logs
    return TextFinding(start=found.start(), end=found.end(), message=f"this is {what}", hint=REMOVE)


def _checks() -> Mapping[str, tuple[Callable[[str], bool], ...]]:
    """Return what tells identity numbers by country: those of which a checksum leaves little to chance."""
    from stdnum.be import nn
    from stdnum.br import cpf
    from stdnum.ch import ssn
    from stdnum.de import idnr
    from stdnum.es import dni, nie
    from stdnum.fi import hetu
    from stdnum.fr import nir
    from stdnum.it import codicefiscale
    from stdnum.nl import bsn
    from stdnum.pl import pesel

    return {
        "be": (nn.is_valid,),
        "br": (cpf.is_valid,),
        "ch": (ssn.is_valid,),
        "de": (idnr.is_valid,),
        "es": (dni.is_valid, nie.is_valid),
        "fi": (hetu.is_valid,),
        "fr": (nir.is_valid,),
        "it": (codicefiscale.is_valid,),
        "nl": (bsn.is_valid,),
        "pl": (pesel.is_valid,),
    }
