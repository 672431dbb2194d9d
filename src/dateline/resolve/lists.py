"""Closed lists of words that the resolver goes by: function words, heads of phrases, epithets and their kinds."""

from __future__ import annotations

from dateline.resolve.toponym import DESIGNATORS


def words(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


THIRD = words(
    "he him his himself she her hers herself it its itself they them their theirs themselves this that "
    "these those who which both"
)

GENERIC = frozenset(DESIGNATORS) | words(
    "north south east west northern southern eastern western central street road center centre square "
    "hospital school university station bridge market mosque church court building office headquarters "
    "union international national new old great island islands sea river lake mountain mountains valley "
    "summit justice palace tower towers monument memorial park plaza garden gardens college institute academy freedom "
    "coast border hotel embassy checkpoint area neighborhood police army january february march april may "
    "june july august september october november december monday tuesday wednesday thursday friday "
    "saturday sunday"
)

BODY = words(
    "movement group militia militias party organization organisation organizations coalition network army "
    "forces force fighters fighter militants militant members member rebels rebel insurgents troops "
    "leadership leaders alliance terrorists jihadists extremists faction wing regime side sides "
    "supporters operative operatives cell cells affiliate affiliates branch loyalists"
)

OFFICER = words(
    "official officials spokesman spokeswoman spokesperson spokespeople representative representatives "
    "leader leaders chief head commander commanders member members officer officers agent agents source "
    "sources statement director deputy secretary aide envoy delegation mission office observers monitors "
    "inspectors investigators experts expert negotiators team convoy position positions base bases "
    "personnel decision resolution report statement website"
)

ADORNING = words("religious radical islamist sunni shiite extremist terrorist jihadist")

QUANTITIES = words(
    "hundreds thousands tens scores dozens some many most several number group groups all half majority part crowd "
    "crowds one two three four five six seven eight nine ten any each none millions couple pair"
)

COUNTRIES = words("country nation kingdom republic")

NOBODY = words(
    "some both anybody anyone everybody everyone nobody others another many most all this that the these those"
)

LEADERS = words("leader chief head commander secretary-general chairman president")

TITLES = words(
    "mr mrs ms dr gen lt col maj capt sgt sen rep gov rev president minister prime secretary king queen "
    "prince sheikh ayatollah pope general chief judge sir lady foreign defense defence interior deputy "
    "vice chairman"
)

INSTITUTIONS = words(
    "police government governments administration army military troops soldiers forces parliament "
    "authorities intelligence opposition rebels legislature regime cabinet"
)

_ARMED = frozenset(("armed group", "movement", "criminal group"))

_INTERNATIONAL = frozenset(("io", "coalition"))

EPITHETS = {
    **dict.fromkeys(
        ("group", "militia", "militant group", "armed group", "rebel group", "militants", "insurgents"), _ARMED
    ),
    **dict.fromkeys(
        ("terrorist group", "extremist group", "terror group", "extremists", "jihadists", "jihadist group"), _ARMED
    ),
    **dict.fromkeys(
        ("bloc", "alliance", "world body", "international body", "28-nation bloc", "27-nation bloc"), _INTERNATIONAL
    ),
    **dict.fromkeys(("coalition", "coalition forces"), frozenset(("coalition",))),
    **dict.fromkeys(("movement",), frozenset(("movement", "armed group", "party"))),
    **dict.fromkeys(("party",), frozenset(("party",))),
    **dict.fromkeys(("organization", "organisation"), frozenset(("armed group", "io", "ngo", "movement"))),
    **dict.fromkeys(("agency",), frozenset(("agency", "io", "intelligence"))),
    **dict.fromkeys(("company", "firm"), frozenset(("company",))),
    **dict.fromkeys(("cartel", "gang"), frozenset(("criminal group",))),
}
