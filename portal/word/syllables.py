"""Whether a word can be a Vietnamese syllable: what tells real text from text in an old code.

Rhymes that only loan words have are left out: the fewer are taken, the surer the answer.
"""

from __future__ import annotations

import re
import unicodedata

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
# Syllables closed by a stop carry one of these: sắc, nặng.
_TONES_OF_STOPS = {"\u0301", "\u0323"}
_ONSETS = "ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx]"
_RHYMES = {
    *"a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây".split(),
    "ăk",
    *"e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt".split(),
    *"iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm".split(),
    *"oăn oăng oăt oc oe oen oeo oet oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn".split(),
    *"ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt up".split(),
    *"ut uơ uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn".split(),
    *"ương ươp ươt ươu y yêm yên yêng yêt yêu".split(),
}
_SYLLABLE = re.compile(rf"({_ONSETS})?([aăâeêioôơuưy][a-zăâêôơư]*)")
_WORDS = re.compile(r"[^\W\d_]+")


def is_syllable(word: str) -> bool:
    """For one word in lower or upper case; "đảng" is one, "ñaûng" and "René" are not."""
    tones: list[str] = []
    bare = ""
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in _TONES:
            tones.append(char)
        else:
            bare += char
    bare = unicodedata.normalize("NFC", bare)
    if len(tones) > 1 or len(bare) > 7:
        return False
    found = _SYLLABLE.fullmatch(bare)
    if found is None:
        return False
    onset, rhyme = found.groups()
    # "gi" before a consonant holds the vowel itself: gì, gìn, giếng.
    is_rhyme = rhyme in _RHYMES or (onset == "gi" and f"i{rhyme}" in _RHYMES)
    is_closed_by_stop = rhyme.endswith(("c", "ch", "k", "p", "t"))
    return is_rhyme and (not is_closed_by_stop or (set(tones) <= _TONES_OF_STOPS and bool(tones)))


def accented_words(text: str) -> list[str]:
    """The words of ``text`` with a letter that English does not have."""
    return [word for word in _WORDS.findall(text) if not word.isascii()]
