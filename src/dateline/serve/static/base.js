// What every page has: theme, help, keys, and a way to tell screen readers what has changed.
// Other modules: import { shortcuts, steps, tell, kept, keep, send } from "./base.js";

const THEME = "dateline.theme";
const KEYS_OFF = "dateline.keys-off";
const SCREENS = { e: "/", i: "/inbox", a: "/actors", r: "/review", d: "/data" };
const PATIENCE = 1200; // ms between the two keys of `g e`

/** @returns {string | null} what this browser remembers under a name */
export function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Remember a value in this browser, if it lets us. */
export function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // storage is forbidden: it lasts as long as the page
  }
}

/** Say something to screen readers. */
export function tell(words) {
  document.getElementById("told").textContent = words;
}

/** POST (or what `method` says) with the key that allows to write. */
export function send(address, options = {}) {
  const key = document.querySelector('meta[name="dateline-key"]').content;
  return fetch(address, { method: "POST", ...options, headers: { ...options.headers, "x-dateline-key": key } });
}

const bound = new Map();

/** Bind single keys: { j: next, k: previous }. A function that returns false lets the browser go on. */
export function shortcuts(keys) {
  for (const [key, action] of Object.entries(keys)) bound.set(key, action);
}

/** Bind j and k: from the entry of `all()` that is `current()` to the next and the previous one, and say where there is none. */
export function steps(what, all, current, focus = (entry) => entry.focus()) {
  const step = (by) => {
    const entries = all();
    const at = entries.indexOf(current());
    const next = entries[at < 0 ? (by > 0 ? 0 : entries.length - 1) : at + by];
    if (!next) {
      tell(`${by > 0 ? "last" : "first"} ${what}`);
      return;
    }
    focus(next);
    next.scrollIntoView({ block: "nearest" });
  };
  shortcuts({ j: () => step(1), k: () => step(-1) });
}

function typing(element) {
  return element instanceof HTMLElement && (element.isContentEditable || element.matches("input:not([type=checkbox], [type=radio]), select, textarea"));
}

let goingSince = 0;

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && typing(event.target)) event.target.blur();
  if (typing(event.target) || kept(KEYS_OFF) === "1" || document.querySelector("dialog[open]")) return;
  if (Date.now() - goingSince < PATIENCE && SCREENS[event.key]) {
    location.assign(SCREENS[event.key]);
    return;
  }
  goingSince = event.key === "g" ? Date.now() : 0;
  const action = bound.get(event.key);
  if (action && action(event) !== false) event.preventDefault();
}

function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  keep(THEME, root.dataset.theme);
  tell(`${root.dataset.theme} theme`);
}

function showHelp() {
  document.getElementById("help").showModal();
}

function focusSearch() {
  const search = document.querySelector("[data-search]") ?? document.getElementById("find");
  search.focus();
  search.select?.();
}

const off = document.getElementById("keys-off");
off.checked = kept(KEYS_OFF) === "1";
off.addEventListener("change", () => keep(KEYS_OFF, off.checked ? "1" : "0"));
document.querySelector('[data-do="theme"]').addEventListener("click", switchTheme);
document.querySelector('[data-do="help"]').addEventListener("click", showHelp);
document.querySelector('[data-do="print"]')?.addEventListener("click", () => print());
document.addEventListener("keydown", pressed);
shortcuts({ "?": showHelp, "/": focusSearch });
document.documentElement.dataset.ready = "base";
