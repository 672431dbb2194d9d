from dateline.read.language import language
from dateline.read.layout import paragraphs

WRAPPED = """The army of the northern league shelled the port on Monday and the
mayor, who had warned of an attack for weeks, said that nobody could
leave the old town.

The navy denied that its ships had fired, and said that it would look
into the reports that the mayor and two witnesses had given to the
newspaper on Sunday.
"""


def texts(text, **known):
    return [text[b.start : b.end] for b in paragraphs(text, **known)]


def test_lines_are_paragraphs():
    assert texts("One.\nTwo.\n\n  Three. \n") == ["One.", "Two.", "Three."]


def test_lines_broken_at_a_margin_are_one_paragraph():
    assert len(texts(WRAPPED)) == 2


def test_sentences_on_lines_of_their_own_are_not_joined():
    text = "\n".join(f"The army shelled the town number {i} on Monday, the mayor said." for i in range(9))
    assert len(texts(text)) == 9
    assert len(texts(text, wrapped=True)) == 1


def test_nothing_in_nothing_out():
    assert texts("") == texts(" \n\t\n") == []


def test_language_is_told_where_there_is_enough_to_tell_it_by():
    assert language("The army shelled the town on Monday, and the mayor said that three people had been hurt.") == "en"
    assert language("Die Armee hat am Montag die Stadt beschossen, und drei Menschen wurden dabei verletzt.") == "de"
    assert language("قصف الجيش البلدة يوم الاثنين وقال رئيس البلدية إن ثلاثة أشخاص أصيبوا بجروح في الهجوم") == "ar"
    assert language("Army shells town") == ""
    assert language("Army shells town", declared="en-GB") == "en"
    assert language("Army", declared="english") == ""
