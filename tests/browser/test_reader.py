import pytest

from dateline.serve.evidence import marks
from tests.serve.stories import fill, scripts

pytestmark = pytest.mark.browser

READ_BACK = """() => {
  const found = {};
  for (const [name, highlight] of CSS.highlights)
    if (name.startsWith("slot-") && highlight.size)
      found[name.slice(5)] = [...highlight].map((range) => range.toString()).sort();
  return found;
}"""


@pytest.fixture
def address(serve, tmp_path):
    return serve(fill(tmp_path / "store", [scripts()]))


def ready(page):
    page.wait_for_selector("html[data-ready=reader]")
    return page


def wanted(event, of):
    found = {}
    for mark in marks(event):
        found.setdefault(mark.letter, []).append(of.text[mark.start : mark.end])
    return {letter: sorted(words) for letter, words in found.items()}


@pytest.mark.parametrize("number", range(4), ids=["emoji", "arabic", "hebrew", "combining"])
def test_highlights_hold_exactly_the_words_of_each_slot(visit, address, number):
    of, events = scripts()
    page = ready(visit(f"{address}/doc/scripts?event={events[number].id}"))
    assert page.evaluate(READ_BACK) == wanted(events[number], of)
    tags = page.locator(".letters .tag").all_inner_texts()
    assert sorted(tags) == sorted(m.letter for m in marks(events[number]) if m.letter != "T")


def test_letters_of_right_to_left_slots_stand_at_their_right_edge(visit, address):
    _, events = scripts()
    page = ready(visit(f"{address}/doc/scripts?event={events[1].id}"))
    gap = page.evaluate("""() => {
      const word = [...CSS.highlights.get("slot-A")][0].getBoundingClientRect();
      const tag = document.querySelector(".letters .tag-A").getBoundingClientRect();
      return Math.abs(word.right - tag.left);
    }""")
    assert gap < 12


def test_by_keyboard_alone_from_record_to_record_to_the_misses_and_back(visit, address):
    _, events = scripts()
    page = ready(visit(f"{address}/doc/scripts"))
    page.keyboard.press("n")
    assert page.get_attribute("html", "data-active") == events[0].id
    page.keyboard.press("n")
    page.keyboard.press("n")
    page.keyboard.press("p")
    assert page.get_attribute("html", "data-active") == events[1].id
    page.wait_for_url(lambda url: f"event={events[1].id}" in url)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('li.card').dataset.event") == events[1].id
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.className") == "ref"
    page.keyboard.press("m")
    assert page.inner_text(".missed.looked") == "Nothing else was known."
    page.keyboard.press("Escape")
    assert page.get_attribute("html", "data-active") == ""
    assert page.evaluate(READ_BACK) == {}


def test_a_word_of_a_slot_leads_to_its_card(visit, address):
    _, events = scripts()
    page = ready(visit(f"{address}/doc/scripts"))
    box = page.evaluate("""() => {
      const pieces = [...document.querySelectorAll("[data-from]")];
      const node = pieces.find((piece) => piece.textContent.includes("militia")).firstChild;
      const range = new Range();
      range.setStart(node, node.data.indexOf("militia")); range.setEnd(node, node.data.indexOf("militia") + 7);
      range.startContainer.parentElement.scrollIntoView({block: "center"});
      const { x, y, width, height } = range.getBoundingClientRect();
      return [x + width / 2, y + height / 2];
    }""")
    page.mouse.move(*box)
    assert page.get_attribute("li.card.near", "data-event") == events[3].id
    page.mouse.click(*box)
    assert page.get_attribute("html", "data-active") == events[3].id


def test_without_highlights_the_sentence_is_marked(visit, address):
    _, events = scripts()
    page = visit(f"{address}/doc/scripts?event={events[1].id}", scripts=False)
    assert "قصفت" in page.inner_text(".sentence.active")


def test_event_to_sentence_takes_less_than_50_ms(visit, address, capsys):
    page = ready(visit(f"{address}/doc/scripts"))
    took = page.evaluate("""() => {
      const times = [];
      for (let i = 0; i < 12; i++) {
        const before = performance.now();
        document.dispatchEvent(new KeyboardEvent("keydown", { key: i % 2 ? "p" : "n", bubbles: true }));
        document.body.getBoundingClientRect();
        times.push(performance.now() - before);
      }
      return times.sort((a, b) => a - b);
    }""")
    with capsys.disabled():
        print(f"\n  reader: event to sentence {took[6]:.1f} ms at the median, {took[-1]:.1f} ms at most")  # noqa: T201
    assert took[6] < 50
