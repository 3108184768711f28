"""One code for each language, whichever a page, a feed, a source or a topic states it by.

Articles are stored with the ISO 639-1 code, where there is one, of the language or, for what
the detector cannot tell apart, of the language it is written as (`nb`, `nn` are `no`).
"""

from __future__ import annotations

import re
from typing import Final

# ISO 639-1 codes, each followed by the codes of ISO 639-2 and 639-3, old codes, countries that
# pages state in their stead, and languages that are written the same.
_CODES: Final = """
    aa=aar ab=abk ae=ave af=afr ak=aka,twi,tw am=amh an=arg
    ar=ara,arb,arz,ary,apc,ajp,acm,afb,aeb,arq,ars,apd as=asm av=ava ay=aym az=aze,azj,azb ba=bak
    be=bel bg=bul bh=bih bi=bis bm=bam bn=ben bo=bod,tib br=bre bs=bos ca=cat,val ce=che ch=cha
    co=cos cr=cre cs=ces,cze,cz cu=chu cv=chv cy=cym,wel da=dan,dk de=deu,ger,nds,gsw,bar dv=div
    dz=dzo ee=ewe el=ell,gre,grc,gr en=eng,sco eo=epo es=spa et=est,ekk eu=eus,baq
    fa=fas,per,pes,prs ff=ful,fuv fi=fin fj=fij fo=fao fr=fra,fre fy=fry ga=gle gd=gla gl=glg
    gn=grn,gug gu=guj gv=glv ha=hau he=heb,hbo,iw hi=hin ho=hmo hr=hrv ht=hat hu=hun hy=hye,arm,hyw
    hz=her ia=ina id=ind,in ie=ile ig=ibo ii=iii ik=ipk io=ido is=isl,ice it=ita iu=iku ja=jpn,jp
    jv=jav,jw ka=kat,geo kg=kon ki=kik kj=kua kk=kaz kl=kal km=khm kn=kan ko=kor,kr kok=gom ks=kas
    ku=kur,kmr,sdh,ckb kv=kom kw=cor ky=kir la=lat lb=ltz lg=lug li=lim ln=lin lo=lao lt=lit lu=lub
    lv=lav,lvs mg=mlg,plt mh=mah mi=mri,mao mk=mkd,mac ml=mal mn=mon,khk mr=mar ms=msa,may,zsm
    mt=mlt my=mya,bur na=nau nd=nde ne=nep,npi ng=ndo nl=nld,dut,vls no=nor,nob,nno,nb,nn nr=nbl
    nv=nav ny=nya oc=oci oj=oji om=orm or=ori,ory os=oss pa=pan,pnb pi=pli pl=pol ps=pus,pbt,pbu
    pt=por qu=que rm=roh rn=run ro=ron,rum,mol,mo ru=rus rw=kin sa=san sc=srd sd=snd se=sme sg=sag
    si=sin sk=slk,slo sl=slv sm=smo sn=sna so=som sq=sqi,alb,als sr=srp,scc,srl,cnr ss=ssw st=sot
    su=sun sv=swe sw=swa,swh ta=tam te=tel tg=tgk th=tha ti=tir tk=tuk tl=tgl,fil tn=tsn to=ton
    tr=tur ts=tso tt=tat ty=tah ug=uig uk=ukr,ua ur=urd uz=uzb,uzn,uzs ve=ven vi=vie vo=vol wa=wln
    wo=wol xh=xho yi=yid,ydd,ji yo=yor za=zha zh=zho,chi,cmn,yue,wuu,hak,nan,gan,hsn,cn zu=zul
    sh=hbs
"""
_CODE_OF: Final = {
    code: main
    for entry in _CODES.split()
    for main, _, aliases in [entry.partition("=")]
    for code in (main, *aliases.split(","))
}
_TAG: Final = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_@.-]{1,32})?\s*\Z")
# Languages that detectors and newsrooms call by each other's names.
_CLOSE: Final = (frozenset({"bs", "hr", "sh", "sr"}), frozenset({"id", "ms"}))


def language_code(stated: str | None) -> str | None:
    """Return the code that a language tag means (`en-GB`: `en`, `nb`: `no`); None if it is none."""
    tag = _TAG.match(stated or "")
    return _CODE_OF.get(tag[1].lower(), tag[1].lower()) if tag else None


def is_language(code: str) -> bool:
    """Tell whether a code is in the table."""
    return code in _CODE_OF


def are_close(code: str, other_code: str) -> bool:
    """Tell whether texts of two languages are taken for each other."""
    return any({code, other_code} <= group for group in _CLOSE)
