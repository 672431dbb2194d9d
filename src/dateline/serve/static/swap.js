// Follows links and forms of a screen without leaving it: the server renders the whole answer, the old one stays (dimmed)
// until the new one is there, and the address bar always holds the state. Without this module they are plain links.

import { tell } from "./base.js";

const REGION = "[data-region]";
const PATIENCE = 20_000; // ms
let running = null;

/** Show what an address answers. `push` false replaces the entry of the history, as moving a map does. */
export async function show(address, { push = true, keepScroll = false } = {}) {
  running?.abort();
  const mine = (running = new AbortController());
  const region = document.querySelector(REGION);
  region.dataset.waiting = "";
  try {
    const answer = await fetch(address, { signal: AbortSignal.any([mine.signal, AbortSignal.timeout(PATIENCE)]) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    replace(region, page, keepScroll);
    history[push ? "pushState" : "replaceState"]({ swapped: true }, "", address);
  } catch (fault) {
    if (mine.signal.aborted) return;
    delete region.dataset.waiting;
    complain(fault.name === "TimeoutError" ? "The answer takes longer than 20 seconds." : "The server does not answer. Is it still running?");
  }
}

function replace(region, page, keepScroll) {
  const fresh = page.querySelector(REGION) ?? page.querySelector("main > *");
  if (!fresh) throw new Error("an answer without content");
  if (!fresh.matches(REGION)) {
    delete region.dataset.waiting;
    complain(fresh.textContent.trim().replace(/\s+/g, " "));
    return;
  }
  const open = new Map([...region.querySelectorAll("details[id], details[class]")].map((one) => [one.id || one.className, one.open]));
  const scrolled = ["facets", "centre", ...(keepScroll ? ["list"] : [])].map((name) => [name, region.querySelector(`.${name}`)?.scrollTop ?? 0]);
  const focus = focused(region);
  region.replaceWith(document.adoptNode(fresh));
  document.title = page.title;
  for (const one of fresh.querySelectorAll("details[id], details[class]:not(.menu)")) {
    if (open.has(one.id || one.className)) one.open = open.get(one.id || one.className);
  }
  for (const [name, top] of scrolled) fresh.querySelector(`.${name}`)?.scrollTo(0, top);
  tell(fresh.querySelector(".counts")?.textContent ?? "");
  document.dispatchEvent(new CustomEvent("swapped")); // other modules add what can hold the focus
  if (focus) fresh.querySelector(focus)?.focus({ preventScroll: true });
}

/** How to find the focused element again in the next answer. */
function focused(region) {
  const element = document.activeElement;
  if (!region.contains(element)) return "";
  if (element.id) return `#${CSS.escape(element.id)}`;
  if (element.dataset.handle) return `[data-handle="${element.dataset.handle}"]`;
  const facet = element.closest(".facet");
  return facet ? `#${facet.id} summary` : "";
}

function complain(words) {
  document.querySelector(".complaint")?.remove();
  const note = Object.assign(document.createElement("p"), { className: "complaint notice", textContent: words });
  note.setAttribute("role", "alert");
  document.querySelector(REGION).prepend(note);
}

function ours(address) {
  return address.origin === location.origin && address.pathname === location.pathname;
}

function clicked(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || link.hasAttribute("download")) return;
  const address = new URL(link.getAttribute("href"), location.href);
  if (!ours(address) || !link.closest(REGION)) return;
  event.preventDefault();
  show(address.href);
}

function submitted(event) {
  const form = event.target;
  if (form.method !== "get" || !form.closest(REGION)) return;
  const address = new URL(form.getAttribute("action"), location.href);
  if (!ours(address)) return;
  event.preventDefault();
  const pairs = [...new FormData(form)].filter(([, value]) => value !== "");
  address.search = new URLSearchParams(pairs).toString();
  show(address.href);
}

document.addEventListener("click", clicked);
document.addEventListener("submit", submitted);
addEventListener("popstate", () => show(location.href, { push: false }));
