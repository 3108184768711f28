# ruff: noqa: E501 - tables of patterns read better unbroken
"""Lines that belong to the site and not to the article, by kind, whatever the site.

Each rule is one way that publishers interrupt or surround an article. `where` says in which
part of it the rule may strike: the wording of a rule for the edges may stand in the middle of
an honest article. Patterns must match the whole line (fullmatch, ignoring case).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class Where(Enum):
    ANYWHERE = "anywhere"
    START = "start"
    END = "end"
    EDGES = "edges"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of boilerplate line.

    `cues` are pieces of lower-case text without one of which the pattern cannot match: looking for
    them is many times cheaper, and nearly every line of an article has none. No cues: always tried.
    """

    name: str
    where: Where
    longest: int  # characters; a longer line is not this kind
    pattern: re.Pattern[str]
    cues: tuple[str, ...] = ()


def _rule(
    name: str, where: Where, longest: int, *alternatives: str, cues: tuple[str, ...] = ()
) -> Rule:
    pattern = re.compile("|".join(f"(?:{a})" for a in alternatives), re.I)
    return Rule(name, where, longest, pattern, cues)


_NETWORK = r"(?:facebook|twitter|x|instagram|linkedin|whatsapp|telegram|youtube|tiktok|threads|bluesky|mastodon|pinterest|reddit|flipboard|google news|google\+|viber|vk|snapchat|messenger|e-?mail|mail|link|sms)"
_MONTHLIKE = r"[\w.,:/ \-–+()]{4,60}\d[\w.,:/ \-–+()]*"

RULES: tuple[Rule, ...] = (
    _rule(
        "accessibility link", Where.ANYWHERE, 60,
        r"accessibility (?:links|help|options|statement)\W*",
        r"(?:skip|jump) (?:to|past) [\w ,]{3,40}",
        r"(?:zum inhalt springen|aller au contenu(?: principal)?|saltar al contenido|vai al contenuto)\W*",
    ),
    _rule("breaking banner", Where.START, 40, r"breaking(?: news)?\W*", r"live\W*", r"just in\W*"),
    _rule(
        "live updates", Where.ANYWHERE, 160,
        r"(?:live|follow)(?: (?:our|the|all))*(?: live)? (?:updates?|blog|coverage|feed|ticker)\b.*",
        r"(?:follow|see|read|get|check) .{0,60}\blive (?:updates?|blog|coverage|feed|page)\b.*",
        r"(?:for|the) (?:the )?latest (?:news|updates?|developments?)\b.{0,40}\b(?:follow|visit|see|click|check|go to|here)\b.*",
        r"live ?ticker\b.{0,80}", r"(?:suivez|en direct)\b.{0,60}\bdirect\b.{0,60}",
    ),
    _rule(
        "translation notice", Where.ANYWHERE, 160,
        r"powered by\b.{0,60}",
        r"(?:this|the) (?:article|text|page|story|translation) (?:has been|was|is) (?:automatically|machine)[- ]?(?:generated|translated)?.*",
        r"(?:automatically|machine)[- ]translated\b.*", r"translated (?:by|with|using) .{2,40}",
        r".{0,40}\bautomated translation\b.{0,40}",
        cues=("powered", "translat", "automatic", "machine", "automated"),
    ),
    _rule(
        "newsletter pitch", Where.ANYWHERE, 400,
        r"(?:sign up|subscribe|register|join|get|receive)\b.{0,200}\b(?:newsletters?|inbox|e-?mail (?:alerts?|briefing|updates?)|briefing|dispatch|bulletin|daily digest)\b.{0,200}",
        r".{0,200}\b(?:straight to|delivered to|in) your inbox\b.{0,120}",
        r"(?:about )?(?:the|our) newsletters?\W*", r"newsletters?\W*",
        r"(?:thank you|thanks) for (?:signing up|subscribing)\b.{0,120}",
        r"(?:abonnieren sie|melden sie sich|jetzt anmelden|inscrivez-vous|abonnez-vous|suscríbe(?:te|ase)|iscriviti|assine|inscreva-se|подпишитесь|подписывайтесь)\b.{0,200}",
        r".{0,60}\b(?:there was an error processing your subscription|keep an eye on your inbox)\b.{0,80}",
        cues=("newsletter", "inbox", "mail", "briefing", "dispatch", "bulletin", "digest", "thank", "abonn", "melden", "inscri",
              "suscr", "iscriviti", "assine", "inscreva", "подпи", "processing your"),
    ),
    _rule(
        "subscribe pitch", Where.ANYWHERE, 260,
        r"to (?:subscribe|sign up|register|unsubscribe|find out more|learn more|read more|see more)\b[^.]{0,40}\bclick (?:here|below|on)\b.{0,60}",
        r"click here\b.{0,100}", r"(?:already a subscriber|subscribe (?:now|today|here|to (?:read|continue|our|the)))\b.{0,160}",
        r"(?:get|enjoy|start) (?:your )?(?:free |unlimited|full|digital|exclusive)\b.{0,60}\b(?:access|trial|subscription)\b.{0,120}",
        r"(?:get|enjoy|start) your\b.{0,40}\b(?:trial|subscription|membership)\b.{0,120}",
        r"get .{3,60} delivered (?:to|through)\b.{0,160}", r"(?:download|get) (?:the|our) .{0,30}\bapp\b.{0,100}", r"get access to\b.{0,120}\bsubscri\w+.{0,160}",
        r"support (?:our|independent) journalism\b.{0,160}", r"(?:please )?(?:consider )?(?:donat(?:e|ing)|becom(?:e|ing) a (?:member|supporter|patron))\b.{0,160}",
    ),
    _rule(
        "share bar", Where.ANYWHERE, 160,
        rf"(?:share|tweet|pin|post|send|print|save|copy|e-?mail|teilen|partager|compartir|compartilhar|condividi|поделиться|drucken|imprimer)(?:\W+(?:this|the|auf|sur|en|on|via|by|with|per|article|story|post|page|link|it|friends?|url|{_NETWORK}))*\W*",
        rf"{_NETWORK}(?:\W+{_NETWORK})+\W*", r"\d[\d.,]*k? (?:shares?|likes?|retweets?|comments?|views?|kommentare|commentaires)",
        r"(?:link )?copied(?: to clipboard)?\W*", r"(?:facebook|twitter|instagram|whatsapp|telegram|pinterest|linkedin)\W*",
    ),
    _rule(
        "share pitch", Where.EDGES, 120,
        r"(?:share|send|forward|recommend|e-?mail) (?:this|the) (?:article|story|page|post|report)\b.{0,80}",
    ),
    _rule(
        "follow us", Where.ANYWHERE, 300,
        rf"(?:follow|like|join|find|connect with|add)\b.{{1,80}}\b(?:on|via)\b.{{0,40}}\b{_NETWORK}\b.{{0,120}}",
        r"(?:e-?mail|contact)\b.{1,80}(?:@|\bfollow\b).{0,160}",
        r"(?:listen to|watch) .{2,60}\b(?:live (?:at|on|from)|here|on demand)\b.{0,100}",
        r"(?:have you|do you have|got) (?:a )?(?:tip|news tip|story|question|information)\b.{0,200}",
        r"(?:suivez|folgen sie|síguenos|seguici|siga)\b.{0,120}",
    ),
    _rule(
        "related pointer", Where.ANYWHERE, 220,
        r"(?:read (?:more|also|next|on|the full story|more about)|see (?:also|more)|also read|also on|related(?: (?:articles?|stories|coverage|content|news|topics?|links?|posts?|video))?|more (?:on|from|about) (?:this|the|our)?|recommended(?: for you| stories)?|you (?:may|might) (?:also )?(?:like|be interested in)|watch(?: more| now| live| the video)?|editor'?s'? picks?|top stories|trending(?: now)?|most (?:read|popular|viewed|shared)\b.{0,40}|don'?t miss|up next|explore further|further reading|in pictures)\W*(?:[:>|–—-]\s*.{0,180})?",
        r"also on \S+\.\w{2,3}\b.{0,180}", r"(?:more|related|watch|video|photos?|gallery|listen|podcast|recommended|in depth|explainer|see more|read more)\s*[:>|]\s.{0,180}",
        r"(?:lesen sie (?:auch|hier)|lies auch|mehr zum thema|das könnte sie auch interessieren|lire aussi|à lire aussi|sur le même sujet|lea también|lee también|te puede interesar|leggi anche|leia (?:também|mais)|veja também|читайте также|zobacz też|czytaj (?:też|więcej)|lees ook|läs också|les også)\b.{0,180}",
    ),
    _rule(
        "comments", Where.END, 160,
        r"(?:leave|post|write|add|view|show|read|see|hide|join)\b.{0,30}\b(?:comments?|conversation|reply|discussion)\b.{0,60}",
        r"(?:\d+ )?(?:comments?|kommentare?|commentaires?|comentarios|commenti)\W*\d*\W*", r"tell us what you think\W*",
        r"what do you think\b.{0,60}", r".{0,120}\bletters? to the editor\b.{0,200}", r"your e-?mail address will not be published\b.*",
        r"(?:log|sign) in to (?:comment|reply)\b.*",
        cues=("comment", "komment", "coment", "commenti", "conversation", "reply", "discussion", "think", "letter", "mail address"),
    ),
    _rule(
        "legal notice", Where.ANYWHERE, 900,
        r".{0,160}\b(?:declared|designated|labell?ed|listed|recogni[sz]ed)\b.{0,60}\b[\"“«']?(?:undesirable organi[sz]ation|foreign agent|extremist(?: organi[sz]ation)?)\b.{0,160}",
        r"if you are in (?:russia|belarus)\b.{0,600}\b(?:fines?|imprisonment|liable|prosecut\w+)\b.{0,200}",
        r".{0,200}\b(?:нежелательной организацией|иностранным агентом|иностранного агента)\b.{0,300}",
        cues=("undesirable", "foreign agent", "extremist", "if you are in", "нежелательной", "иностранн"),
    ),
    _rule(
        "copyright", Where.ANYWHERE, 300,
        r"(?:©|\(c\)).{0,260}", r"copyright\W+(?:©|\(c\)|\d{4}|by\b|.{2,60}\d{4}).{0,200}", r".{0,160}\ball rights reserved\b.{0,140}",
        r".{0,120}\bmay not be (?:published|reproduced|copied|republished)\b.{0,160}",
        r".{0,80}\b(?:alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati|все права защищены)\b.{0,120}",
        r".{0,60}(?:無断転載|무단\s?전재|版权所有|転載を禁).{0,80}",
        cues=("©", "(c)", "copyright", "rights reserved", "may not be", "rechte vorbehalten", "droits réservés", "derechos reservados",
              "diritti riservati", "права защищены", "無断転載", "무단", "版权所有", "転載を禁"),
    ),
    _rule(
        "advertisement", Where.ANYWHERE, 80,
        r"(?:advertisements?|advert|sponsored(?: content)?|paid content|promoted|ad|anzeige|werbung|publicité|publicidad|pubblicità|реклама)\W*(?:continue reading below|scroll to continue)?\W*",
        r"(?:story|article) continues (?:below|after)\b.{0,50}", r"(?:continue|keep) reading\b.{0,40}", r"scroll (?:down )?(?:to|for)\b.{0,40}",
        r"(?:this video|your browser|javascript)\b.{0,30}\b(?:unavailable|not support\w*|disabled|cannot be played|is required)\b.{0,40}",
    ),
    _rule("shortcode", Where.ANYWHERE, 300, r"\$\$\w+\$\$|\{\{[^{}]+\}\}|%%\w+%%", r"\[/?[a-z][\w-]*(?: [^\]]*=[^\]]*)?\].{0,60}(?:\[/[\w-]+\])?"),
    _rule("credit", Where.END, 160, r".{2,90}\bcontributed to this (?:report|story|article)\b.{0,40}", r"(?:source|quelle|fuente|fonte|источник)s?\s*:\s*.{2,60}",
          cues=("contributed to", ":")),
    _rule("like this", Where.ANYWHERE, 90, r"(?:like|enjoy(?:ed|ing)?|love) this (?:story|article|post|content)\b.{0,70}"),
    _rule("image label", Where.ANYWHERE, 60, r"\W*\d{1,2}x\d{1,2} image\W*", r"(?:enlarge|toggle caption|hide caption|image caption|media caption|play video|open image|expand image)\W*.{0,20}"),
    _rule("tags", Where.EDGES, 300, r"(?:tags?|topics?|keywords?|filed under|posted in|categor(?:y|ies)|schlagw(?:orte|örter)|etiquetas|mots-clés|themen|теги)\s*:.{0,260}", r"(?:tags|topics)\W*", cues=(":", "tags", "topics")),
    _rule("reading time", Where.EDGES, 40, r"\W*\d+\s*-?(?:min(?:ute)?s?|minuten|minutes de lecture)(?:[ -](?:read|lesezeit|lesedauer))?\W*"),
    _rule("time stamp", Where.EDGES, 140, rf"(?:first )?(?:published|posted|created|erstellt|veröffentlicht|publié|publicado|pubblicato|опубликовано)(?:\s+(?:on|at|am|le|el|il))?\s*:?\s*{_MONTHLIKE}"),
)  # fmt: skip

LONGEST = max(rule.longest for rule in RULES)


def rules_for(*, start: bool, end: bool) -> tuple[Rule, ...]:
    """Return the rules that may strike in a line near a text's start, its end, both or neither."""
    places = {Where.ANYWHERE}
    if start:
        places |= {Where.START, Where.EDGES}
    if end:
        places |= {Where.END, Where.EDGES}
    return tuple(rule for rule in RULES if rule.where in places)


# A line that opens a block about the site at the end of a page: all after it goes with it.
CLOSING_BLOCK = re.compile(
    r"about (?:the|this|our) (?:newsletter|author|authors|writer|reporter|podcast|site|website|programme|show)s?\W*"
    r"|(?:über den autor|über die autorin|zur person|à propos de l'auteur|sobre el autor|sull'autore|об авторе)\W*", re.I
)  # fmt: skip

AUTHOR_BIO = re.compile(
    r"^(?P<name>[\w.'’-]+(?: [\w.'’-]+){1,4}) (?:is|has been|was|covers|writes|reports|joined|serves)\b.{0,80}"
    r"\b(?:correspondent|reporter|journalist|editor|writer|columnist|author|producer|contributor|"
    r"analyst|fellow|professor|covers|covering|bureau|newsroom|writes (?:about|for))\b", re.I
)  # fmt: skip

PHOTO_CREDIT = re.compile(
    r"(?:[./:\s(\[]|\bvia )(?:reuters|ap|afp|epa(?:-efe)?|dpa|ansa|getty(?: images)?|sputnik|xinhua|tass|"
    r"shutterstock|zuma(?: press)?|istock|alamy|ap photo|ria novosti|handout|file(?: photo)?)\W*$", re.I
)  # fmt: skip

# A text that speaks of the site's cookies, terms and accounts wherever it stands.
ABOUT_SITE = re.compile(
    r"\b(?:uses? cookies|cookie (?:policy|settings|preferences|consent)|privacy (?:policy|settings)|terms (?:of|and) (?:use|service|conditions)|"
    r"all rights reserved|subject to copyright|your (?:inbox|consent)|personal(?:ised|ized)? (?:data|ads|advertising)|datenschutz\w*|privatsphäre\w*|externe[nrs]? inhalte?|"
    r"personenbezogene\w* daten|verwende[nt] (?:wir )?cookies|politique de confidentialité|aviso de privacidad|política de privacidad(?:e)?)\b", re.I
)  # fmt: skip
