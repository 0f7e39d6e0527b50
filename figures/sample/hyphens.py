"""Where the long words of the sample paper may be divided."""

from __future__ import annotations

import re

# As in a typesetter's list of exceptions: only words that the paper uses.
_DIVIDED = """
agree-ment ac-cord-ing ac-quain-tance ac-quain-tances al-ways an-other ap-pear around
aver-age be-come be-cause be-fore be-gin be-haves be-haviour be-tween cal-cu-lated
cam-era cam-eras cap-tion cen-tral chem-i-cal cir-cle clos-est col-umn com-pare com-pared
com-puted con-di-tions con-nec-tion con-nec-tions con-tact con-tains cor-ners cou-pling
couplings crit-i-cal cross-ing cu-ri-ous de-cides de-pend de-pends de-scribed dif-fer
dif-fer-ence dif-fer-ent dis-tance dis-tances dis-tant draw-ing draw-ings dur-ing each-other
ef-fect en-tirely equa-tion es-ti-mate eve-ning eve-nings ev-ery every-one ex-actly
ex-am-ple ex-pected ex-pects ex-per-i-ment ex-tremes field fig-ure fire-flies fire-fly
flash-es flash-ing fol-low fol-lows for-mula fre-quen-cies gath-er gen-er-ous grad-u-ally
hap-pens hun-dred ima-gined im-por-tant in-di-vid-ual in-sects in-stead in-ter-nal
in-ter-est-ing kilo-metres lan-guage larg-er leav-ing light-ing lim-ited lis-ten lit-tle
mat-ters mead-ow mead-ows mea-sure mea-sured mea-sure-ment mea-sures me-dian meth-ods
mil-lion mod-el mo-ment move-ments nat-u-ral near-by near-est neigh-bour neigh-bour-hood
neigh-bour-hoods neigh-bours net-work net-works noth-ing num-ber num-bers ob-server
or-der or-di-nary os-cil-la-tors other oth-ers pa-per pa-ram-e-ter par-tial pat-tern
pat-terns peo-ple per-cent per-fect phas-es phys-i-cal pic-ture popu-la-tion pos-si-ble
pre-dicts pre-dic-tion prob-lem pro-gram pub-lished ques-tion quick-ly quo-tient ran-dom
rath-er read-er re-main re-mains re-mark-able re-peat re-peat-ed re-place re-placed
re-quires re-sult re-sults rhythm rhythms sam-ple sci-ence sec-ond sec-onds sev-eral
short-cuts show-ing shows sim-i-lar sim-ple sim-plest sim-u-lated sim-u-la-tion
sim-u-la-tions sin-gle small-er some-times spon-ta-neous spread stan-dard stran-ger
stran-gers strength suc-ceed sud-den sud-denly sum-mer sur-pris-ing sur-pris-ingly
swarm swarms syn-chro-nise syn-chro-nised syn-chrony sys-tem tech-ni-cal the-o-ret-i-cal
the-ory there-fore thou-sand three thresh-old to-geth-er to-wards typ-i-cal uni-form
un-like val-ues vary-ing vi-sion vis-i-ble with-in with-out whole writ-ten
as-sem-bles prop-erty meet-ings com-mit-tee ar-range-ment cor-re-spond-ing di-rec-tion
de-ter-mined dis-agree dis-agree-ment ev-i-dence ex-posure ex-po-sure pho-to-graph
start-ing start-ed set-tled set-tles set-tle stag-ger-ing ve-loc-ity twelve six-teen
in-cludes iden-ti-cal in-de-pen-dent hori-zon in-creases in-crease frac-tion lo-cal
trav-el-ling trav-els waves op-po-site ob-tain ob-tained mech-a-nism as-sump-tion
as-sump-tions def-i-ni-tion na-ture ob-serve ob-served re-spect cor-rect cor-rects
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
