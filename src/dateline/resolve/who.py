"""Parties to actors: canonical name, entity, country and sector, or the reason why not.

The order of trial: what the words stand for (pronoun, epithet, "we"), the knowledge base by the whole phrase, states
and their metonyms, then the phrase taken apart: the name at its head, the organisation, state or people it belongs to,
and the sector that its head noun tells. A country that nobody states is the story's own, where one stands out.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.knowledge.actors import Actors, Entity, Role, surname
from dateline.knowledge.names import key
from dateline.knowledge.sectors import NONGOVERNMENTAL, Sectors
from dateline.knowledge.states import State, States
from dateline.model import Span
from dateline.resolve import phrase as phrases
from dateline.resolve.lists import (
    BODY,
    COUNTRIES,
    EPITHETS,
    INSTITUTIONS,
    LEADERS,
    NOBODY,
    OFFICER,
    THIRD,
    TITLES,
)
from dateline.resolve.naming import (
    LINKS,
    beside,
    follows_title,
    holds_title,
    name_end,
    nameable,
    named_in,
    plain,
    same_person,
    unadorned,
)
from dateline.resolve.offices import Offices
from dateline.resolve.phrase import Phrase
from dateline.resolve.profile import Profile, government, joined, state_id
from dateline.resolve.story import Story

DEPTH = 3
NON_STATE = ("IGO", "UNO", "EUR", "IMG")
ARTICLES = frozenset(("The", "A", "An"))
_FORMER = frozenset(("former", "ex", "ousted", "deposed", "exiled", "late", "then"))


class Hints(msgspec.Struct, frozen=True):
    """What the event tells about its parties: country and first day of the act, and the source it is attributed to."""

    country: str = ""
    speaker: Span | None = None
    day: str = ""


NO_HINTS = Hints()


class Identifier(msgspec.Struct, frozen=True):
    """Finds out who a phrase of a story is."""

    actors: Actors
    states: States
    sectors: Sectors
    offices: Offices

    @classmethod
    def load(cls, custom: Sequence[Entity] = ()) -> Identifier:
        """With the packaged knowledge, and a user's own actors before it."""
        actors = Actors.load().over(custom) if custom else Actors.load()
        return cls(actors, States.load(), Sectors.load(), Offices(actors))

    def identify(self, span: Span, story: Story, hints: Hints = NO_HINTS, depth: int = 0) -> Profile:
        """Who a span of the story's text is."""
        if depth > DEPTH:
            return Profile(reason=f"“{span.text}” stands for something that stands for something else, too often")
        word = span.text.strip().lower()
        if word in phrases.SINGLE or word in phrases.PLURAL:
            return self._spoken(span, story, hints, depth)
        antecedent = story.antecedent(span)
        if antecedent and (word in THIRD or not named_in(span, antecedent)):
            return self.identify(antecedent, story, hints, depth + 1)
        return self._noun(span, story, hints, depth)

    def _noun(self, span: Span, story: Story, hints: Hints, depth: int) -> Profile:
        """Who a noun phrase is: a body it points back to, several parties, or one."""
        if span.text.strip().lower() in THIRD:
            return Profile(reason=f"“{span.text}” has no antecedent that could be told")
        if body := self._epithet(span, story):
            return body
        parts = phrases.conjuncts(story.parse, span)
        if len(parts) > 1 and not self._whole(phrases.of_text(story.document.text, span), story).known:
            return joined([self.identify(part, story, hints, depth + 1) for part in parts])
        return self._described(phrases.of_span(story.document.text, story.parse, span), story, hints, depth)

    def _spoken(self, span: Span, story: Story, hints: Hints, depth: int) -> Profile:
        """Who "I" is, the speaker of the quotation, and "we", the body that the speaker speaks for."""
        speaker = story.speaker(span) or hints.speaker
        if speaker is None:
            return Profile(reason=f"the speaker of “{span.text}” is not known")
        who = self.identify(speaker, story, depth=depth + 1)
        if span.text.strip().lower() in phrases.SINGLE:
            return who
        if who.body:
            return msgspec.structs.replace(who, name=who.body)
        state = self.states.by_code.get(who.country)
        if state and who.sector == "GOV":
            return Profile(name=state.name, entity=state_id(state), country=state.code, sector="GOV")
        return who

    def _epithet(self, span: Span, story: Story) -> Profile | None:
        """The body of the right kind that the story named last ("the group", "the bloc"), or the story's country."""
        noun = plain(span.text.lower()).removeprefix("the ").removeprefix("this ")
        state = self.states.by_code.get(story.main) if noun in COUNTRIES else None
        if state:
            return government(state, state.name)
        kinds = EPITHETS.get(noun, EPITHETS.get(unadorned(noun))) if " " in span.text else None
        entity = story.last_named(span.start, kinds) if kinds else story.shortened(span)
        return self._entity([entity], story) if entity else None

    def _described(self, phrase: Phrase, story: Story, hints: Hints, depth: int) -> Profile:
        """Who a noun phrase is."""
        found = self._whole(phrase, story)
        if not found.known:
            found = self._apart(phrase, story)
        if not (found.country and found.sector) and depth < DEPTH:
            found = self._elsewhere(phrase, story, found)
        several = self._several(phrase)
        if not found.country and not found.entity and found.known and not several:
            found = found.over(Profile(country=self._assumed(found, story, hints)))
        if found.known:
            return self._christened(found, phrase, story, hints)
        if name := self._proper(phrase):
            return Profile(name=name)
        return Profile(reason=f"“{phrase.bare}” is nobody known, and nothing in the phrase tells country or sector")

    def _assumed(self, found: Profile, story: Story, hints: Hints) -> str:
        """The country of somebody whose country nobody states: that of the act, or the story's own."""
        if hints.country or found.sector:
            return hints.country or story.main
        return story.main if story.dominated else ""

    def _whole(self, phrase: Phrase, story: Story) -> Profile:
        """The phrase as the name of an actor, a state, a people or the seat of a government."""
        name = phrase.bare.removesuffix("'s").removesuffix("’s")
        if state := self.states.named(name) or self.states.named(phrase.text[phrase.words[0][0] : phrase.words[-1][1]]):
            return government(state, state.name)
        if entities := self.actors.named(name):
            return self._entity(entities, story)
        if state := self.states.metonym(name):
            return government(state, state.name)
        if state := self.states.people(name):
            return self._people(state, name)
        return Profile()

    def _people(self, state: State, word: str) -> Profile:
        """Civilians for "Syrians"; the state for "Chinese", as in "a Chinese carrier"."""
        if word.endswith(("s", "men", "women")):
            return Profile(name=word, country=state.code, sector="CVL")
        return government(state, state.name)

    def _entity(self, entities: Sequence[Entity], story: Story) -> Profile:
        """One of the entities that bear a name: the only one, or the one whose country the story names."""
        alone = len(entities) == 1 and not (entities[0].kind == "party" and story.states)
        near = [e for e in entities if alone or story.states.get(e.country)]
        best = max(near, key=lambda e: story.states.get(e.country, 0), default=None)
        if best is None:
            names = ", ".join(e.name for e in entities[:3])
            return Profile(reason=f"ambiguous: {len(entities)} actors bear the name ({names})")
        sector = best.sector_on(story.day) if best.roles else best.sector
        return Profile(name=best.name, entity=best.id, country=best.country, sector=sector)

    def _apart(self, phrase: Phrase, story: Story) -> Profile:
        """The phrase taken apart into names, nationality and head noun."""
        names = list(self.actors.within(phrase.text, phrase.words))
        at_head = next((f for f in names if f.first <= phrase.head < f.last), None)
        if at_head := at_head or next((f for f in names if follows_title(phrase, f)), None):
            return self._entity(at_head.entities, story).over(self._nation(phrase))
        nation = self._nation(phrase)
        owner = next((self._entity(f.entities, story) for f in names if not beside(phrase, f)), Profile())
        owner = owner if owner.known else self._pointed(phrase, story, nation)
        person = self._person(phrase)
        after = max((f.last for f in names if f.last <= phrase.head), default=0)
        word = self.sectors.last(phrase.lower(max(after, phrase.head - 3), phrase.head + 1))
        if person or word is None:
            word = self.sectors.any(phrase.lower(0, phrase.head + 1)) or self.sectors.any(
                phrase.lower(phrase.head + 1, len(phrase.words))
            )
        sector = self._sector(word.sector if word else "", phrase)
        if owner.name and not person:
            return self._of(owner, phrase, sector, story)
        if sector == NONGOVERNMENTAL:
            nation, sector = nation.over(Profile(country=NONGOVERNMENTAL)), ""
        own = Profile(
            name=person, country=nation.country or owner.country, sector=sector or owner.sector, body=owner.name
        )
        return own if own.known else nation

    def _pointed(self, phrase: Phrase, story: Story, nation: Profile) -> Profile:
        """The body that a phrase refers to inside ("the Lebanese movement's leader", "a spokesman for the group")."""
        for i in range(len(phrase.words)):
            kinds = EPITHETS.get(phrase.word(i).lower()) if i != phrase.head else None
            entity = story.last_named(phrase.words[i][0], kinds, nation.country) if kinds else None
            if entity:
                return self._entity([entity], story)
        return Profile()

    def _leader(self, owner: Profile, story: Story) -> Profile | None:
        """The leader of a body whom the story names: "the movement's leader" once Nasrallah was named."""
        named = (self.actors.named(span.text) for span in story.bare_people)
        people = {e.id: e for entities in named for e in entities if e.country == owner.country and e.roles}
        leading = [e for e in people.values() if any(self._leads(role, owner) for role in e.roles)]
        return self._entity(leading, story) if len(leading) == 1 else None

    def _leads(self, role: Role, owner: Profile) -> bool:
        """Whether an office is that of a body's leader: "HDP leader" leads the HDP and no other party."""
        words = role.title.split()
        if not LEADERS.intersection(word.lower() for word in words):
            return False
        bodies = [word for word in words if len(word) > 1 and word.isupper()]
        if bodies:
            return any(entity.id == owner.entity for word in bodies for entity in self.actors.named(word))
        return role.sector == owner.sector

    def _of(self, owner: Profile, phrase: Phrase, sector: str, story: Story) -> Profile:
        """A phrase with an actor's name before or after its head: the actor, or somebody of it."""
        head = phrase.word(phrase.head).lower()
        if head in LEADERS and (leader := self._leader(owner, story)):
            return leader
        if head in BODY or head in OFFICER or not sector:
            return msgspec.structs.replace(owner, body=owner.name)
        return Profile(country=owner.country, sector=sector, body=owner.name)

    def _sector(self, sector: str, phrase: Phrase) -> str:
        words = phrase.lower(0, len(phrase.words))
        if sector == "GOV" and _FORMER.intersection(words):
            return "ELI"
        if "opposition" in words and sector in ("PTY", "GOV", "CVL", "LEG", ""):
            return "OPP"
        return sector

    def _nation(self, phrase: Phrase) -> Profile:
        """The state whose name, people or capital stands in the phrase, the nearest before the head first."""
        order = [*range(phrase.head, -1, -1), *range(phrase.head + 1, len(phrase.words))]
        if self._several(phrase):
            return Profile()
        for i in order:
            for n in (4, 3, 2, 1):
                if i + n <= len(phrase.words) and (state := self._state(phrase.slice(i, i + n))):
                    return Profile(country=state.code)
        return Profile()

    def _several(self, phrase: Phrase) -> bool:
        """Whether the head belongs to several states at once ("Israeli and U.S. officials")."""
        ands = (i for i in range(1, phrase.head) if phrase.word(i).lower() == "and")
        return any(self._state(phrase.word(i - 1)) and self._state(phrase.word(i + 1)) for i in ands)

    def _state(self, words: str) -> State | None:
        name = (
            words.removesuffix("'s")
            .removesuffix("’s")
            .removesuffix("-based")
            .removesuffix("-backed")
            .removesuffix("-led")
        )
        return (self.states.named(name) or self.states.people(name)) if name[:1].isupper() else None

    def _person(self, phrase: Phrase) -> str:
        """The run of capitalised words that ends at the head, where it reads like a person's name."""
        first = phrase.head
        while first > 0 and nameable(phrase.word(first - 1)) and not self._titled(phrase, first - 1):
            first -= 1
        first += first < phrase.head and phrase.word(first) in ARTICLES
        last = phrase.head + 1
        name = plain(phrase.slice(first, last))
        if set(name.lower().split()) & NOBODY:
            return ""
        return name if nameable(phrase.word(phrase.head)) and not self._titled(phrase, phrase.head) else ""

    def _titled(self, phrase: Phrase, index: int) -> bool:
        """Whether a word belongs to a title, a state or an organisation rather than to a person's name."""
        word = phrase.word(index).rstrip(".")
        return bool(self.sectors.get(word) or self._state(phrase.word(index)) or word.lower() in OFFICER | TITLES)

    def _elsewhere(self, phrase: Phrase, story: Story, found: Profile) -> Profile:
        """What other mentions of the same person in the story tell; else the office holder of that surname."""
        name = found.name or self._person(phrase)
        if not name or found.entity:
            return found
        own = Profile(name=name).over(found) if not found.name else found
        for span in story.people.get(key(surname(name)), ()):
            described = phrases.of_span(story.document.text, story.parse, span)
            other = self._whole(described, story)
            other = other if other.known else self._apart(described, story)
            if other.known and same_person(name, other.name):
                longer = len(other.name) > len(own.name)
                own = other.over(own) if longer or other.entity else own.over(other)
        return own if own.entity else self._office_holder(own, name, phrase, story)

    def _office_holder(self, own: Profile, name: str, phrase: Phrase, story: Story) -> Profile:
        """The known person of that surname: in office then, of the country the story names most, first in the table."""
        if " " in name.strip() or story.names_another(name):
            return own
        titles = set(story.titles(name)) | set(phrase.lower(0, len(phrase.words)))
        known = [e for e in self.actors.called(name) if _at_home(e, story) or holds_title(e, titles, story.day)]
        known = [e for e in known if story.may_be(name, (e.name, *e.aliases))]
        holding = [e for e in known if any(role.held(story.day) for role in e.roles)]
        if not holding and (len(known) == 1 or not story.day):
            holding = known
        best = max(holding, key=lambda e: story.states.get(e.country, 0), default=None)
        return self._entity([best], story) if best else own

    def _christened(self, found: Profile, phrase: Phrase, story: Story, hints: Hints) -> Profile:
        """A name for who has none: the holder of the office, a state's body ("Egyptian police"), a proper name."""
        if found.name:
            return found
        if holder := self._in_office(phrase, story, hints):
            return self._entity([holder], story)
        word = self.sectors.last(phrase.lower(phrase.head - 3, phrase.head + 1))
        state = self.states.by_code.get(found.country)
        institution = word and word.name and phrase.word(phrase.head).lower() in INSTITUTIONS
        own = self._own(phrase) if institution else self._proper(phrase)
        if own or not (word and state and institution):
            return msgspec.structs.replace(found, name=own, reason="" if own else f"“{phrase.bare}” is not named")
        name = word.name.format(state=state.name, people=state.people)
        entities = self.actors.named(word.name.format(state=state.people, people=state.people))
        known = entities[0] if entities else None
        of_state = state_id(state) if word.sector == found.sector == "GOV" else ""
        return msgspec.structs.replace(
            found, name=known.name if known else name, entity=known.id if known else of_state
        )

    def _own(self, phrase: Phrase) -> str:
        """The name that an institution has of its own ("the Army of the Righteous"); none of "the Army of Iraq"."""
        end = name_end(phrase)
        known = any(self._state(phrase.word(i)) for i in range(phrase.head + 1, end))
        return "" if known or end == phrase.head + 1 else phrase.slice(phrase.head, end)

    def _in_office(self, phrase: Phrase, story: Story, hints: Hints) -> Entity | None:
        """Who held the office that a phrase names, on the day of the act or of the report."""
        country = self._nation(phrase).country or (story.main if story.dominated else "")
        words = [plain(phrase.word(i)) for i in range(len(phrase.words)) if not self._state(phrase.word(i))]
        return self.offices.holder([w for w in words if w], country, hints.day or story.day)

    def _proper(self, phrase: Phrase) -> str:
        """The run of capitalised words around the head ("the Municipality of Livorno"), where that is no mere title."""
        first, last, head = phrase.head, name_end(phrase), phrase.word(phrase.head)
        if not head[:1].isupper() or self._state(head):
            return ""
        while first > 0 and phrase.word(first - 1)[:1].isupper():
            first -= 1
        first += first < phrase.head and phrase.word(first) in ARTICLES
        words = phrase.lower(first, last)
        telling = [w for w in words if w.rstrip(".") not in TITLES | OFFICER | BODY | NOBODY | LINKS]
        return plain(phrase.slice(first, last)) if len(telling) > 1 and last - first > 1 else ""


def _at_home(person: Entity, story: Story) -> bool:
    """Whether a story speaks of the state that somebody belongs to, if any."""
    return bool(story.states.get(person.country)) or person.country in NON_STATE
