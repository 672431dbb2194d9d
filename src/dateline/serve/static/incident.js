// Incident: a value's sentences come into the pinned pane without leaving the page; every step is a plain link too.
import { shortcuts, tell } from "./base.js";

const home = document.querySelector(".incident").dataset.address;
let at = -1;
let asked = null;

function chips() {
  return [...document.querySelectorAll(".chip")];
}

/** Fetch the page of an address, and take its evidence and its marks of what is chosen. */
async function turn(address, { remember = true } = {}) {
  asked?.abort();
  asked = new AbortController();
  const answer = await fetch(address, { signal: asked.signal }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const pane = document.importNode(page.getElementById("evidence"), true);
  document.getElementById("evidence").replaceWith(pane);
  for (const fresh of page.querySelectorAll(".chip")) {
    const old = document.querySelector(`.chip[data-value="${CSS.escape(fresh.dataset.value)}"]`);
    const focused = old.contains(document.activeElement);
    const next = document.importNode(fresh, true);
    old.replaceWith(next);
    if (focused) next.querySelector(".value").focus({ preventScroll: true });
  }
  if (remember) history.pushState(null, "", address.replace(/#.*/, ""));
  document.documentElement.dataset.shown = pane.dataset.shown;
  tell([...pane.querySelectorAll("section h2")].map((title) => title.textContent).join(", beside "));
}

function step(by) {
  const all = chips();
  if (!all.length) return;
  const focused = all.findIndex((chip) => chip.contains(document.activeElement));
  at = Math.min(all.length - 1, Math.max(0, (focused < 0 ? at : focused) + by));
  all[at].querySelector(".value").focus();
  all[at].scrollIntoView({ block: "nearest" });
}

function compare() {
  const chip = chips().find((one) => one.contains(document.activeElement)) ?? chips()[at];
  const link = chip?.querySelector(".compare");
  if (link) turn(link.getAttribute("href"));
}

function report(by) {
  const links = [...document.querySelectorAll(".report > a")];
  const now = links.indexOf(document.activeElement);
  links[Math.min(links.length - 1, Math.max(0, now + by))]?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".chip a, #evidence header a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  turn(link.getAttribute("href"));
});
addEventListener("popstate", () => turn(location.pathname + location.search, { remember: false }));

shortcuts({
  j: () => step(1),
  k: () => step(-1),
  c: compare,
  e: () => document.getElementById("evidence").focus(),
  o: () => document.querySelector("#evidence .open")?.click(),
  "]": () => report(1),
  "[": () => report(-1),
  Escape: () => turn(home),
});
document.documentElement.dataset.shown = document.getElementById("evidence").dataset.shown;
document.documentElement.dataset.ready = "incident";
