"""Where the long words of the sample paper may be divided."""

from __future__ import annotations

import re

# As in a typesetter's list of exceptions: only words that the paper uses, in parts of at
# least two letters, three at the end.
_DIVIDED = """
ac-quain-tances agree-ment al-ways an-other any-where ap-plaud-ing arith-metic arrange-ments
as-sem-bles as-sump-tions au-di-ences aver-age be-cause be-fore be-tween cam-era card-board
care-ful cen-tre cen-turies chem-i-cal col-umn com-fort-able com-mon com-pany com-pares
com-puted con-di-tions con-nec-tions cor-ners cor-rect cor-rec-tions cou-pling crit-i-cal
de-cides de-pends de-rived de-scribed de-serve de-vi-a-tion dif-fer-ence dif-fer-ent dis-tance
dis-tant dra-mat-i-cally eas-ier ef-fect equa-tion er-ratic eve-ning eve-nings every-one
ex-ceeds ex-pected ex-pla-na-tion ex-pla-na-tions ex-tremes fig-ure fire-flies fire-fly fit-ting
flash-ing grav-ity hap-pens hun-dred hur-ries ide-alised in-dif-fer-ent in-fi-nitely in-sects
leav-ing lit-tle luck-i-est math-e-ma-ti-cians mathe-mat-ics mat-ters mead-ows mea-sured
mea-sure-ment me-dian men-tions mid-dle mix-ture mo-ment mo-ments na-ture near-est neigh-bour
neigh-bours net-work net-works nor-mal noth-ing num-ber ob-server or-derly or-di-nary
os-cil-la-tors oth-ers patch-work peo-ple phys-i-cal poll-ster pro-gram ques-tion ran-dom
re-place re-sult re-wired riv-ers sam-ple sec-ond sec-onds set-tings set-tle set-tled set-tles
short-cuts sim-ple sim-u-lated sim-u-la-tion sin-gle six-teen solv-able stan-dard sta-tions
stran-ger stran-gers stron-ger sud-denly suf-fi-cient sum-mer sup-pose sus-pi-cion
the-o-ret-i-cal the-ory thou-sandths thresh-old to-gether to-wards trav-ellers un-lucky ver-dict
wan-ders with-out
"""


def _read(listed: str) -> dict[str, tuple[str, ...]]:
    return {word.replace("-", ""): tuple(word.split("-")) for word in listed.split()}


_FRAGMENTS = _read(_DIVIDED)
_CORE = re.compile(r"(\W*)([^\W\d_]+)(.*)", re.DOTALL)


def split_word(word: str) -> list[str]:
    """Cut ``word`` where a line may break; punctuation stays with its neighbours."""
    match = _CORE.fullmatch(word)
    if match is None or match[2].lower() not in _FRAGMENTS:
        return [word]
    before, letters, after = match.groups()
    parts = []
    for fragment in _FRAGMENTS[letters.lower()]:
        parts.append(letters[: len(fragment)])
        letters = letters[len(fragment) :]
    parts[0] = before + parts[0]
    parts[-1] += after
    return parts
