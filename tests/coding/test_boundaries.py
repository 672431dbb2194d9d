"""PLOVER's boundary rules (manual; the study's list 6.4) as sentences of our own, through the real parser."""

import pytest

from dateline.coding import SyntaxCoder
from dateline.parse import Parser
from dateline.read import from_text

pytestmark = pytest.mark.model

RULES = [
    # meetings to come are agreements, cancelled ones refusals
    ("AGREE", "The two presidents will meet in Geneva next week."),
    ("AGREE", "The king invited the president to his palace."),
    ("REJECT/meet", "The minister cancelled the meeting with his counterpart."),
    ("REJECT/meet", "The rebels refused to negotiate."),
    ("CONSULT/visit", "The chancellor visited Ankara on Monday."),
    ("CONSULT/phone", "The two leaders spoke by telephone."),
    ("CONSULT/third-party", "Qatar mediated between the two sides."),
    ("CONSULT/multilateral", "Leaders of the G7 met at a summit in Italy."),
    # signing is support, promising to sign agreement
    ("SUPPORT", "The foreign ministers signed a trade agreement on Friday."),
    ("AGREE", "Norway promised to sign the treaty."),
    ("ACCUSE/disapprove", "Turkey summoned the Dutch ambassador over the incident."),
    # words of yielding are concessions, deeds retreats
    ("CONCEDE", "The president pardoned the convicted officer."),
    ("CONCEDE", "The prime minister apologized for the mistakes of his government."),
    ("CONCEDE", "The rebels declared a ceasefire."),
    ("CONCEDE", "The union dropped its demand for a recount."),
    ("RETREAT/release", "The army released forty prisoners on Sunday."),
    ("RETREAT/ceasefire", "The rebels stopped fighting in the north."),
    ("RETREAT/resign", "The prime minister resigned on Thursday."),
    ("RETREAT/withdraw", "France withdrew its troops from Mali."),
    ("RETREAT/disarm", "The rebels handed over their weapons."),
    ("RETREAT/access", "The government allowed inspectors into the site."),
    # help of every kind
    ("AID", "Japan forgave the debt of Liberia."),
    ("AID", "Commandos rescued three hostages."),
    ("COOPERATE", "Egypt and Sudan held joint military exercises."),
    ("MOBILIZE", "North Korea held a military exercise near the border."),
    # requests and threats swallow what they ask for or threaten with
    ("REQUEST/change", "Protesters called for the dismissal of the minister."),
    ("REQUEST/yield", "The envoy called for a ceasefire."),
    ("REQUEST/meet", "Seoul called for talks with Pyongyang."),
    ("REQUEST/assist", "The government asked for aid."),
    ("THREATEN/violence", "The general vowed to retaliate."),
    ("THREATEN/arrest", "The court issued an arrest warrant for the former president."),
    ("THREATEN/restrict", "The United States threatened to impose sanctions on Russia."),
    ("THREATEN/relations", "Ankara threatened to cut ties with Israel."),
    ("THREATEN/expel", "The minister threatened to expel the refugees."),
    ("THREATEN/territory", "The president threatened to annex the island."),
    # an accusation leaves what was done as an act of its own
    ("ACCUSE/allege ASSAULT", "Ethiopia accused Eritrea of attacking a village."),
    ("ACCUSE/investigate", "Police are investigating the death of the activist."),
    ("REJECT", "Iran denied the report."),
    ("REJECT/yield", "The president refused to resign."),
    ("REJECT/change", "Parliament rejected the amendment."),
    ("REJECT/assist", "Germany refused to send weapons to Ukraine."),
    # courts, expulsions, ended aid
    ("SANCTION/convict COERCE/arrest", "A court sentenced the journalist to six years in prison."),
    ("SANCTION/discontinue", "Canada suspended aid to Burundi."),
    ("SANCTION/withdraw", "Britain withdrew from the treaty."),
    ("SANCTION/expel", "Moscow expelled ten diplomats."),
    ("SANCTION/expel", "Thousands of villagers fled to the capital."),
    ("COERCE/deport", "Kenya deported two aid workers."),
    ("COERCE/arrest", "Police arrested two men in Berlin."),
    ("COERCE/restrict", "The government banned demonstrations."),
    ("COERCE/curfew", "The authorities imposed a curfew in Minsk."),
    ("COERCE/martial-law", "The president declared martial law."),
    ("", "The governor declared a state of emergency after the flood."),
    ("COERCE/censor", "Censors blocked the website of the newspaper."),
    ("COERCE/seize", "Customs officers seized the cargo of the tanker."),
    ("COERCE/cyber", "Hackers hacked the network of the ministry."),
    ("COERCE/withhold", "The regime denied food to the besieged town."),
    ("COERCE/misinformation", "The channel spread disinformation about the election."),
    # protests
    ("PROTEST/demo", "Thousands of people demonstrated in Lima on Monday."),
    ("PROTEST/riot", "Youths rioted in the suburbs of Lyon."),
    ("PROTEST/strike", "Teachers went on strike on Tuesday."),
    ("PROTEST/hunger", "Prisoners went on a hunger strike."),
    ("PROTEST/boycott", "The opposition boycotted the election."),
    ("PROTEST/obstruct", "Farmers blocked the highway."),
    ("PROTEST/vandalize", "Demonstrators vandalized several shops."),
    # forces
    ("MOBILIZE/troops", "Russia massed troops along the border."),
    ("MOBILIZE/weapons", "North Korea tested a ballistic missile."),
    ("MOBILIZE/police", "Hundreds of police were deployed in the capital."),
    ("MOBILIZE/militia", "The group recruited young fighters."),
    # violence, by its means
    ("ASSAULT", "Three soldiers were killed in an attack."),
    ("ASSAULT/abduct", "Rebels captured four soldiers."),
    ("ASSAULT/primitive", "A man stabbed two policemen."),
    ("ASSAULT/beat", "Policemen beat a protester."),
    ("ASSAULT/torture", "Guards tortured the detainees."),
    ("ASSAULT/sexual", "Soldiers raped several women."),
    ("ASSAULT/targeted", "Unknown men assassinated the opposition leader."),
    ("ASSAULT/destroy", "Militants burned down the school."),
    ("ASSAULT/firearms", "Gunmen shot dead a judge."),
    ("ASSAULT/explosives", "A car bomb exploded near the embassy."),
    ("ASSAULT/suicide-attack", "A suicide bomber blew himself up in a market."),
    ("ASSAULT/aerial", "Warplanes bombed the town of Idlib."),
    ("ASSAULT/drone", "A drone strike hit the convoy."),
    ("ASSAULT/heavy-weapons", "The army shelled the suburbs."),
    ("ASSAULT/crowd-control", "Police fired tear gas at the demonstrators."),
    ("ASSAULT/unconventional", "The regime used sarin gas against the rebels."),
    # words of conflict that name no act
    ("", "He died of a heart attack."),
    ("", "The striker scored twice on Sunday."),
    ("", "Shares in the bank plunged as investors fled the market."),
    ("", "She lost her long battle with cancer."),
    ("AGREE", "The two sides struck a deal on Friday."),
    ("", "The minister said that the weather was fine."),
]


@pytest.fixture(scope="module")
def code():
    parser, coder = Parser.load(), SyntaxCoder.load()

    def kinds(text):
        (parsed,) = parser.pipe([from_text(text, published="2024-08-13")])
        return [f"{e.type}/{e.mode}" if e.mode else e.type for e in coder.code(parsed)]

    return kinds


@pytest.mark.parametrize(("expected", "text"), RULES)
def test_boundary(code, expected, text):
    assert code(text) == expected.split()
