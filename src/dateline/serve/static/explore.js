// Explore: the list by keyboard, views by number, copying; map and histogram have modules of their own.

import { shortcuts, steps } from "./base.js";
import * as brush from "./brush.js";
import * as map from "./map.js";
import { show } from "./swap.js";

const VIEWS = ["map", "network", "dyads", "table"];

function rows() {
  return [...document.querySelectorAll("[data-row]")];
}

function current() {
  return document.activeElement?.closest?.("[data-row]");
}

function enter(row) {
  row.focus();
  map.light(row);
}

function open(selector) {
  const link = current()?.querySelector(selector);
  if (!link) return false;
  location.assign(link.href);
  return true;
}

function view(name) {
  const address = new URL(location.href);
  address.searchParams.set("view", name);
  if (name === "map") address.searchParams.delete("view");
  show(address.href);
}

async function copy(button) {
  const field = button.parentElement.querySelector("input");
  const text = "absolute" in field.dataset ? new URL(field.value, location.href).href : field.value;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    field.select(); // the browser forbids it: the reader presses Ctrl-C
  }
}

function enliven() {
  map.enliven();
  brush.enliven();
  document.documentElement.dataset.ready = "explore";
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (button) copy(button);
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
});
document.addEventListener("pointerover", (event) => {
  const row = event.target.closest?.("[data-row]");
  if (row) map.light(row);
});
document.addEventListener("swapped", enliven);
steps("row of this page", rows, current, enter);
shortcuts({
  Enter: () => (current() === document.activeElement ? open('a[href^="/incident/"]') : false),
  e: () => open('a[href^="/doc/"]'),
  ...Object.fromEntries(VIEWS.map((name, n) => [String(n + 1), () => view(name)])),
});
enliven();
