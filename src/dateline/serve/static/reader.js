// Reader: text and cards know one another. Slots are shown by CSS highlights; where a browser has none, the whole
// sentence is marked.
import { Adding } from "./addition_form.js";
import { shortcuts, tell } from "./base.js";
import { Story, marksOf } from "./slots.js";

const story = document.querySelector(".pages");
const text = new Story(story);
const cards = [...document.querySelectorAll("li.card")];
const adding = new Adding(text);
let active = null;

function sentenceOf(card) {
  return document.getElementById(`s${card.dataset.sentence}`);
}

function address(card) {
  const url = new URL(location.href);
  if (card) url.searchParams.set("event", card.dataset.event);
  else url.searchParams.delete("event");
  url.hash = "";
  history.replaceState(null, "", url);
}

/** Make a card the active one: its slots are shown in the text. */
function activate(card, { scroll = true } = {}) {
  for (const element of document.querySelectorAll(".card.active, .sentence.active")) element.classList.remove("active");
  active = card;
  document.documentElement.dataset.active = card?.dataset.event ?? "";
  card?.classList.add("active");
  if (card) sentenceOf(card)?.classList.add("active");
  text.paint(card ? marksOf(card) : []);
  address(card);
  if (!card) return;
  if (scroll) {
    sentenceOf(card)?.scrollIntoView({ block: "center" });
    card.scrollIntoView({ block: "nearest" });
  }
  const position = cards.indexOf(card) + 1;
  tell(`Record ${position} of ${cards.length}: ${card.querySelector(".claim").textContent}`);
}

function step(by) {
  if (!cards.length) return;
  const at = cards.indexOf(active);
  const next = at < 0 ? (by > 0 ? 0 : cards.length - 1) : Math.min(cards.length - 1, Math.max(0, at + by));
  activate(cards[next]);
}

let missedAt = -1;

function nextMissed() {
  const missed = [...story.querySelectorAll(".missed")];
  if (!missed.length) {
    tell("Every sentence has a record.");
    return;
  }
  missedAt = (missedAt + 1) % missed.length;
  story.querySelector(".missed.looked")?.classList.remove("looked");
  const sentence = missed[missedAt];
  sentence.classList.add("looked");
  sentence.scrollIntoView({ block: "center" });
  tell(`Sentence without a record, ${missedAt + 1} of ${missed.length}: ${sentence.textContent}`);
}

/** The cards of a point: those with a slot there, else those of the sentence. */
function cardsAt(event) {
  const offset = text.offsetAt(event.clientX, event.clientY);
  const sentence = event.target.closest?.(".sentence.told");
  const here = sentence ? cards.filter((card) => sentence.dataset.cards.trim().split(" ").includes(card.dataset.card)) : [];
  const touched = offset === null ? [] : here.filter((card) => marksOf(card).some((mark) => mark.start <= offset && offset < mark.end));
  return touched.length ? touched : here;
}

function hovered(event) {
  const near = new Set(cardsAt(event));
  for (const card of cards) card.classList.toggle("near", near.has(card));
}

function clicked(event) {
  const ref = event.target.closest?.("a.ref");
  const found = ref ? cards.filter((card) => card.dataset.card === ref.dataset.card) : getSelection().isCollapsed ? cardsAt(event) : [];
  if (!found.length) return;
  event.preventDefault();
  activate(found[(found.indexOf(active) + 1) % found.length], { scroll: false });
  active.scrollIntoView({ block: "nearest" });
}

story.addEventListener("click", clicked);
story.addEventListener("pointermove", hovered);
story.addEventListener("pointerleave", () => cards.forEach((card) => card.classList.remove("near")));
story.addEventListener("focusin", (event) => {
  const ref = event.target.closest?.("a.ref");
  cards.forEach((card) => card.classList.toggle("near", card.dataset.card === ref?.dataset.card));
});
document.getElementById("cards").addEventListener("focusin", (event) => {
  const card = event.target.closest("li.card");
  if (card && card !== active) activate(card);
});
document.getElementById("cards").addEventListener("click", (event) => {
  const card = event.target.closest("li.card");
  if (!card || (event.target.closest("a, form") && !event.target.closest("a.card-head"))) return;
  event.preventDefault();
  activate(card);
});
new ResizeObserver(() => active && text.letters(marksOf(active))).observe(story);

shortcuts({
  n: () => step(1),
  p: () => step(-1),
  m: nextMissed,
  Enter: (event) => {
    if (event.target.closest("a, button, summary") || !active) return false;
    active.querySelector(".card-head").focus();
  },
  e: () => {
    if (!active) return;
    const ref = story.querySelector(`a.ref[data-card="${active.dataset.card}"]`);
    ref?.focus({ preventScroll: true });
    sentenceOf(active)?.scrollIntoView({ block: "center" });
  },
  i: () => active?.dataset.incident && location.assign(`/incident/${encodeURIComponent(active.dataset.incident)}`),
  a: () => adding.begin(story.querySelector(".missed.looked") ?? (active && sentenceOf(active))),
  c: () => active && location.assign(`/review?event=${active.dataset.event}`),
  Escape: () => activate(null),
});

const wanted = document.querySelector(".reader").dataset.active;
const first = cards.find((card) => card.dataset.event === wanted);
if (first) activate(first);
document.documentElement.dataset.ready = "reader";
