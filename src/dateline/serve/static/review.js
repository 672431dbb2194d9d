// Review: the next records are at hand, so a key shows the next one at once; what was decided is written behind it.
import { send, shortcuts, tell } from "./base.js";
import { Story, marksOf } from "./slots.js";

const AT_HAND = 4;

const desk = document.querySelector(".review");
const home = document.getElementById("items");
const message = document.getElementById("message");
const like = document.getElementById("like");
const waiting = desk.dataset.ids.split(" ").filter(Boolean);
const again = { queue: desk.dataset.queue, ...(desk.dataset.again ? { again: "true" } : {}) };
const counted = { decided: Number(desk.dataset.decided), total: Number(desk.dataset.total) };

/** The last write: each one waits for the one before, so that the log keeps the order of the keys. */
let writing = Promise.resolve();
let current = home.querySelector("article.item");
let fetching = null;
const patterns = new Map();

function complain(words) {
  message.textContent = words;
  message.hidden = !words;
}

function show(item) {
  if (current && current !== item) current.hidden = true;
  current = item ?? null;
  if (!current) return finish();
  current.hidden = false;
  new Story(current.querySelector(".pages")).paint(marksOf(current));
  document.documentElement.dataset.event = current.dataset.event;
  tell(`Record: ${current.querySelector(".claim").textContent}`);
}

function finish() {
  document.documentElement.dataset.event = "";
  const more = counted.decided < counted.total;
  home.replaceChildren(Object.assign(document.createElement("p"), { className: "panel", textContent: more ? "Looking for more…" : "Nothing waits any more in this queue." }));
  if (more) writing.finally(() => location.assign(`/review?${new URLSearchParams(again)}`));
}

function atHand() {
  return [...home.querySelectorAll("article.item")].filter((item) => item !== current && !("passed" in item.dataset));
}

/** Fetch records until enough are at hand. */
function prefetch() {
  const held = new Set([...home.querySelectorAll("article.item")].map((item) => item.dataset.event));
  const wanted = waiting.filter((id) => !held.has(id)).slice(0, AT_HAND);
  if (fetching || !wanted.length || atHand().length >= AT_HAND) return fetching ?? Promise.resolve();
  fetching = fetchItems(wanted).then((items) => home.append(...items)).finally(() => { fetching = null; });
  return fetching;
}

/** @param {string[]} ids @returns {Promise<HTMLElement[]>} hidden articles */
async function fetchItems(ids) {
  const asked = new URLSearchParams(ids.map((id) => ["ids", id]));
  asked.set("queue", desk.dataset.queue);
  const answer = await fetch(`/review/items?${asked}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return [...page.querySelectorAll("article.item")].map((item) => Object.assign(document.importNode(item, true), { hidden: true }));
}

async function next() {
  const passed = current;
  passed.dataset.passed = "";
  const id = passed.dataset.event;
  if (waiting.includes(id)) waiting.splice(waiting.indexOf(id), 1);
  if (!atHand().length) await prefetch();
  show(atHand()[0]);
  passed.remove();
  prefetch();
}

/** Write one thing behind the screen. @returns {Promise<any>} what the server says, or undefined when it refused */
function post(path, about) {
  const body = new URLSearchParams({ ...about, queue: desk.dataset.queue });
  const done = writing.then(async () => {
    const answer = await send(`/review/${path}`, { body, keepalive: true, headers: { accept: "application/json" } });
    const told = answer.headers.get("content-type")?.includes("json") ? await answer.json() : { error: await answer.text() };
    if (!answer.ok) throw new Error([told.error, told.hint].filter(Boolean).join(" "));
    return told;
  });
  writing = done.catch(() => {});
  return done;
}

function count(by) {
  counted.decided += by;
  document.getElementById("progress").textContent = `${counted.decided.toLocaleString("en")} of ${counted.total.toLocaleString("en")} record${counted.total === 1 ? "" : "s"} decided`;
  document.getElementById("bar").value = counted.decided;
}

function offerLike(review, pattern) {
  if (!review) return;
  const times = (patterns.get(pattern) ?? 0) + 1;
  patterns.set(pattern, times);
  like.href = `/review/like?${new URLSearchParams({ review, queue: desk.dataset.queue })}`;
  like.hidden = false;
  like.classList.toggle("primary", times >= 3);
  document.getElementById("like-words").textContent = times >= 3 ? `The same ${times} times: do it to all of this pattern…` : "The same for all of its pattern…";
}

/** The record that a key may act on: none while the next one is still on its way. */
function open() {
  return current && !("passed" in current.dataset) ? current : null;
}

function decide(verdict) {
  if (!open()) return;
  const item = current;
  const event = item.dataset.event;
  const reason = item.querySelector('[name="reason"]').value;
  complain("");
  post("decide", { event, verdict, reason })
    .then((told) => offerLike(told.review, `${verdict} ${item.dataset.kind}`))
    .catch((fault) => { count(-1); bringBack(event).then(() => complain(`Not written: ${fault.message}`)); });
  count(1);
  next();
}

async function bringBack(event) {
  home.querySelector(`[data-event="${event}"]`)?.remove();
  const [item] = await fetchItems([event]);
  if (!waiting.includes(event)) waiting.unshift(event);
  home.prepend(item);
  show(item);
}

async function undo() {
  complain("");
  const told = await post("undo", {}).catch((fault) => complain(`Not undone: ${fault.message}`));
  if (!told) return;
  if (!told.events.length) {
    complain("There is nothing of yours to undo.");
    return;
  }
  const again = await progressAfter(told.events[0]);
  count(again);
  tell("Taken back.");
}

/** Show the record again whose review was taken back; how the count of decided ones has changed. */
async function progressAfter(event) {
  const stays = current?.dataset.event === event;
  await bringBack(event);
  return stays || current.querySelector(".verdict") ? 0 : -1;
}

async function save(form) {
  const { event, field } = Object.fromEntries(new FormData(form));
  const words = form.elements.words.value;
  complain("");
  const told = await post("fix", { event, field, words }).catch((fault) => complain(fault.message));
  if (!told) return form.elements.words.focus();
  const [item] = await fetchItems([event]);
  home.querySelector(`[data-event="${event}"]`).replaceWith(item);
  if (current.dataset.event === event) show(item);
  offerLike(told.review, `${field} ${words} ${item.dataset.kind}`);
  tell("Saved.");
}

function skip() {
  if (open()) next();
}

function jump(number) {
  const input = current?.querySelectorAll('.slot [name="words"]')[number - 1];
  input?.focus();
  input?.select();
}

home.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.target.matches(".slot")) save(event.target);
  else decide(event.submitter?.value ?? "accept");
});
home.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches('[name="words"]')) event.target.form.reset();
});
document.getElementById("undo").addEventListener("submit", (event) => { event.preventDefault(); undo(); });
document.getElementById("skip")?.addEventListener("click", (event) => { event.preventDefault(); skip(); });
addEventListener("resize", () => current && new Story(current.querySelector(".pages")).letters(marksOf(current)));

shortcuts({
  a: () => decide("accept"),
  x: () => decide("reject"),
  u: () => decide("unsure"),
  z: undo,
  s: skip,
  b: () => { if (!like.hidden) writing.then(() => location.assign(like.href)); },
  o: () => current && location.assign(current.querySelector("header a").href),
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((number) => [String(number), () => jump(number)])),
});

if (current) show(current);
prefetch();
document.documentElement.dataset.ready = "review";
