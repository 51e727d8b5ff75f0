"""Telephone numbers: in digits with whatever stands between them, in letters ('5555-CASA') and in words.

A number alone must be one that can be dialled somewhere near (`phonenumbers`, the data of libphonenumber); beside a
word such as *tel.* or *call* less is needed. Dates, years, thousands, files and books have numbers too: not these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from fhp.rules.signs import lowered, make_sign

REGIONS = ("GT", "MX", "HN", "SV", "NI", "CR", "PA", "BZ", "US", "CO", "ES", "BE", "GB", "DE", "NL", "CH")
FEWEST, MOST = 7, 15  # digits of a telephone number (ITU-T E.164)
BARE = re.compile(r"[+(\d][\d ().\-\u2010-\u2012·_]{5,30}\d(?![\w%/]|[.,]\d)")
SLASHED = re.compile(r"(?<![\w/.-])(?!(?:1[5-9]|20)\d\d/)\d{3,4}(?:/\d{2,4}){1,3}(?![\w/]|[.,]\d)")
CALLING = make_sign(
    r"\b(?:tel[eé]?(?:fono|phone)?s?|cel(?:ular|\b)|m[oó]vil|mobile|fijo|whats?app|wh?asap|guasap|signal|telegram|"
    r"ll[aá]m(?:a(?:r|d?nos|me)?|e(?:n|nos)?)|marca|marcar|marque|dial|call|ring|phone|sms|text us|fax|ext|"
    r"n[uú]mero|number)\b"
)
NEAR = 40  # characters between such a word and the number
AFTER = re.compile(r"[+(\dOo][\dOoIl ().,·_/|\n+\u2010-\u2015-]{4,40}[\dOo](?![\w%])")
ABROAD = re.compile(r"\+\s?\d[\d ().,·_/|\u2010-\u2015-]{5,30}\d(?!\w)|\bm[aá]s\s+\d{1,3}[ ,.]+\d[\d ,.\-]{4,24}\d")
LETTERS = re.compile(r"(?<![\w/.-])(?:1[ .-])?\d{3,4}[ .-][A-ZÑ]{3,8}(?:-[A-ZÑ]{1,8})*(?![\w/])")
FREE = re.compile(r"1[ .-]8\d\d[ .-]")
LONGEST_COUNT = 6  # digits of what was counted in a year that stands behind it
YEAR = re.compile(r"(?:1[5-9]|20)\d{2}")
SEPARATOR = re.compile(r"\D+")
# Long numbers that are no telephone: dates, years, thousands.
HARMLESS = re.compile(
    r"(?:1[5-9]|20)\d{2}[-./]\d{1,2}(?:[-./]\d{1,2})?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
    r"|\d{1,3}(?:[., ]\d{3})+(?:[.,]\d{1,2})?"
)
NAMED = re.compile(
    r"(?:ISBN(?:-1[03])?|ISSN|DOI|ORCID|translation_of|sha256|UUID|id|decretos?|expedientes?|resoluci[oó]n(?:es)?"
    r"|ley(?:es)?"
    r"|acuerdos?(?: \w+)?|registros?|casos?|petici[oó]n(?:es)?|sentencias?"
    r"|art[ií]culos?|informes?|folios?|actas?|oficios?"
    r"|decrees?|files?|resolutions?|laws?|acts?|agreements?|cases?|petitions?|rulings?|articles?|records?|p[aá]ginas?"
    r"|pages?|pp?\.|p[aá]rrs?\.|paras?\.|filas?|rows?|n\.?\s?o|norma|standard|proyecto|project|licen[cs]ia|licen[cs]e"
    r"|contrato|contract|grant|RFC|serie|lote)\s*[:=#]?\s*(?:n[uú]m(?:ero)?\.?|n\.?\s?o\.?|no\.)?\s*[\"']?$",
    re.IGNORECASE,
)
SPOKEN = {  # how digits and tens are said, for numbers that are spelt out
    word: digits
    for digits, words in {
        "0": "cero zero oh", "1": "uno una un one", "2": "dos two", "3": "tres three", "4": "cuatro four",
        "5": "cinco five", "6": "seis six", "7": "siete seven", "8": "ocho eight", "9": "nueve nine",
        "10": "diez ten", "11": "once eleven", "12": "doce twelve", "13": "trece thirteen",
        "14": "catorce fourteen", "15": "quince fifteen", "16": "dieciséis dieciseis sixteen",
        "17": "diecisiete seventeen", "18": "dieciocho eighteen", "19": "diecinueve nineteen",
        "20": "veinte twenty", "21": "veintiuno twentyone", "22": "veintidós veintidos", "23": "veintitrés veintitres",
        "24": "veinticuatro", "25": "veinticinco", "26": "veintiséis veintiseis", "27": "veintisiete",
        "28": "veintiocho", "29": "veintinueve", "30": "treinta thirty", "40": "cuarenta forty",
        "50": "cincuenta fifty", "60": "sesenta sixty", "70": "setenta seventy", "80": "ochenta eighty",
        "90": "noventa ninety", "00": "hundred",
    }.items()
    for word in words.split()
}  # fmt: skip
TWICE = {"doble": 2, "double": 2, "triple": 3, "treble": 3}
TOKEN = re.compile(r"[^\W_]+")
GAP = re.compile(r"[\s,;.·/()–—-]{1,4}")  # between two of them
JOINING = {"y", "and"}
SAID = {*SPOKEN, *TWICE}
CUT = re.compile(r"\n(?=[ \t]*\n| {0,4}- )")
ENGLISH = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
FEWEST_WORDS = 3


def find_phones(text: str) -> Iterator[tuple[int, int]]:
    """The places of whatever can be dialled."""
    yield from (found.span() for found in BARE.finditer(text) if _can_be_dialled(found, text))
    yield from (found.span() for found in SLASHED.finditer(text) if _can_be_dialled(found, text))
    yield from (found.span() for found in ABROAD.finditer(text) if _is_abroad(found, text))
    yield from (found.span() for found in LETTERS.finditer(text) if _is_vanity(found, text))
    for calling in CALLING.find(text, lowered(text)):
        beside = text[calling.end() : calling.end() + NEAR + MOST * 3]
        found = AFTER.search(beside)
        if found and found.start() <= NEAR and "\n\n" not in beside[: found.end()] and _is_beside(found, beside):
            yield calling.end() + found.start(), calling.end() + found.end()
    yield from (span for span in _number_words(text) if _is_spelt(text[slice(*span)]))


def _goes_on(found: re.Match[str], text: str) -> bool:
    """It is the end of a longer word or number."""
    return bool(re.match(r"[\w./=#&%-]", text[found.start() - 1])) if found.start() else False


def _digits(text: str) -> str:
    return SEPARATOR.sub("", text)


def _is_long(text: str) -> bool:
    return FEWEST <= len(_digits(text)) <= MOST


def _is_abroad(found: re.Match[str], text: str) -> bool:
    return _is_long(found[0]) and not _goes_on(found, text) and not _is_harmless(found[0].strip(" +"))


def _can_be_dialled(found: re.Match[str], text: str) -> bool:
    """Whether a run of digits is a telephone number of some place near, and says nowhere that it is something else."""
    number = found[0].strip(" ().")
    digits = _digits(number)
    if _goes_on(found, text) or not _is_long(number) or _is_harmless(number):
        return False
    if NAMED.search(text[max(0, found.start() - 30) : found.start()]):
        return False
    return number.startswith("+") or bool(re.fullmatch(r"\d{3}\D\d{4}", number)) or is_known_number(digits)


def _is_harmless(number: str) -> bool:
    """A date, years, thousands, a count, a book (ISO 2108), a journal or a person's ORCID (ISO 7064)."""
    parts = [part for part in SEPARATOR.split(number) if part]
    years = [part for part in parts if YEAR.fullmatch(part)]
    others = [part for part in parts if part not in years]
    if HARMLESS.fullmatch(number) or (years and all(len(part) <= 2 for part in others)):
        return True
    if len(years) == 1 and len(parts) == 3 and parts[1] == years[0]:  # 1234-2019-00567: a file of that year
        return True
    if years and parts[0] == years[0] and len(parts) == 2 and len(others[0]) > 4:  # 2023-000123
        return True
    if len(years) == 1 and parts[-1] == years[0] and "(" in number and len("".join(others)) <= LONGEST_COUNT:
        return True  # 1325 (2000), + 7,495 (2024)
    if years and len(others) == 1 and re.search(r"[()]", number) and len(parts) == 2:
        return True
    counted = [int(part) for part in parts]
    if len(counted) > 2 and all(after - before == 1 for before, after in zip(counted, counted[1:], strict=False)):
        return True
    return _is_checked(_digits(number))


def _is_checked(digits: str) -> bool:
    weighed = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits))
    if len(digits) == 13 and digits.startswith(("978", "979")) and weighed % 10 == 0:
        return True
    return len(digits) in (15, 16) and digits.startswith("0000")


@lru_cache(maxsize=4096)
def is_known_number(digits: str) -> bool:
    """Whether a network of one of the regions around hands out such numbers."""
    for region in REGIONS:
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(digits, region)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False


def _is_beside(found: re.Match[str], text: str) -> bool:
    """A number beside a word of calling: seven digits that are no date, no years and no count."""
    number = re.sub(r"[Oo]", "0", found[0]).replace("I", "1").replace("l", "1").strip(" ().,/|\n")
    if not _is_long(number) or _is_harmless(number) or NAMED.search(text[max(0, found.start() - 30) : found.start()]):
        return False
    parts = [part for part in SEPARATOR.split(number) if part]
    if "," in number and not re.search(r"\d{3,}", number):  # 12, 13, 14, 15 y 16
        return False
    return not any(re.match(r"[A-Za-z]", text[max(0, found.start() - 1)]) for _ in parts[:1]) or not found.start()


def _is_vanity(found: re.Match[str], text: str) -> bool:
    """'5555-CASA', '1-800-AYUDA-YA': so many keys, and no year with an acronym."""
    keys = re.sub(r"[^\dA-ZÑ]", "", found[0])
    near = CALLING.pattern.search(text[max(0, found.start() - NEAR) : found.start()])
    if FREE.match(found[0]):
        return True
    return bool(near) and FEWEST <= len(keys) <= MOST and not YEAR.match(found[0])


def _number_words(text: str) -> Iterator[tuple[int, int]]:
    """The runs of words that are numbers, and of numbers between them."""
    for begin, end in _paragraphs(text):
        if sum(map(SAID.__contains__, TOKEN.findall(text[begin:end].casefold()))) >= FEWEST_WORDS:
            yield from _runs(text, begin, end)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The pieces of a text between empty lines and items."""
    begin = 0
    for cut in CUT.finditer(text):
        yield begin, cut.start()
        begin = cut.start()
    yield begin, len(text)


def _runs(text: str, begin: int, last: int) -> Iterator[tuple[int, int]]:
    start = end = -1
    for token in TOKEN.finditer(text, begin, last):
        word = token[0].casefold()
        is_number = word in SPOKEN or word in TWICE or (word.isdigit() and len(word) <= 4)
        goes_on = start >= 0 and GAP.fullmatch(text, end, token.start())
        if is_number and goes_on or (word in JOINING and goes_on):
            end = token.end()
            continue
        if start >= 0 and end - start >= 3 * FEWEST_WORDS:
            yield start, end
        start, end = token.span() if is_number else (-1, -1)
    if start >= 0 and end - start >= 3 * FEWEST_WORDS:
        yield start, end


def _is_spelt(run: str) -> bool:
    """Digits said one by one or in pairs, three words at least; counting up, or one word again and again, is none."""
    words = TOKEN.findall(run.casefold())
    values: list[str] = []
    times = tens = 0
    for place, word in enumerate(words):
        if word in TWICE:
            times = TWICE[word]
        elif word in ("y", "and"):
            tens = place
        elif word in SPOKEN or word.isdigit():
            digits = SPOKEN.get(word, word)
            joins = values and len(values[-1]) == 2 and values[-1].endswith("0") and values[-1] != "10"
            if joins and len(digits) == 1 and digits != "0" and (tens == place - 1 or word in ENGLISH):
                values[-1] = values[-1][0] + digits
            else:
                values += [digits] * max(times, 1)
            times = 0
    said = sum(not word.isdigit() for word in words)
    counted = [int(value) for value in values]
    steps = {after - before for before, after in zip(counted, counted[1:], strict=False)}
    if said < FEWEST_WORDS or len("".join(values)) < FEWEST or len("".join(values)) > MOST:
        return False
    if any(YEAR.fullmatch(value) for value in values):
        return False
    return not steps <= {1, -1} and not steps <= {0}
