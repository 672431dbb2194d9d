// Pan and zoom: the drawing moves at once, and when it rests the server draws that view anew (with finer squares or towns).

import { shortcuts } from "./base.js";
import { show } from "./swap.js";

const UNIT = 10; // of the map in a degree
const REST = 350; // ms
const STEP = 1.6;
const EDGE = { west: -1800, east: 1800, north: -840, south: 580 };
const NARROWEST = 20; // map units: two degrees

let resting = 0;

function svg() {
  return document.querySelector("[data-map]");
}

function frame(map) {
  return map.getAttribute("viewBox").split(" ").map(Number);
}

function clamp(value, low, high) {
  return Math.min(Math.max(value, low), Math.max(low, high));
}

function look(map, x, y, width) {
  const w = clamp(width, NARROWEST, EDGE.east - EDGE.west);
  const h = Math.min(w / 2, EDGE.south - EDGE.north);
  const left = clamp(x, EDGE.west, EDGE.east - w);
  const top = clamp(y, EDGE.north, EDGE.south - h);
  map.setAttribute("viewBox", [left, top, w, h].map((v) => v.toFixed(2)).join(" "));
  clearTimeout(resting);
  resting = setTimeout(() => settle(map), REST);
}

function settle(map) {
  if (!map.isConnected) return;
  const [x, y, w, h] = frame(map);
  const address = new URL(location.href);
  address.searchParams.set("at", [x, -(y + h), x + w, -y].map((v) => (v / UNIT).toFixed(2)).join(","));
  show(address.href, { push: false, keepScroll: true });
}

/** Zoom by a factor around a point of the map, the middle by default. */
function zoom(factor, point) {
  const map = svg();
  if (!map) return false;
  const [x, y, w, h] = frame(map);
  const [px, py] = point ?? [x + w / 2, y + h / 2];
  const width = clamp(w / factor, NARROWEST, EDGE.east - EDGE.west);
  const share = width / w;
  look(map, px - (px - x) * share, py - (py - y) * share, width);
  return true;
}

function pointOf(map, event) {
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
  return [at.x, at.y];
}

function pan(map, event) {
  const [x, y, w] = frame(map);
  const scale = map.getScreenCTM().a;
  const start = [event.clientX, event.clientY];
  let moved = false;
  const move = (now) => {
    const [dx, dy] = [now.clientX - start[0], now.clientY - start[1]];
    if (!moved && Math.hypot(dx, dy) < 4) return;
    moved = true;
    map.classList.add("panning");
    look(map, x - dx / scale, y - dy / scale, w);
  };
  const stop = () => {
    map.classList.remove("panning");
    removeEventListener("pointermove", move);
    if (moved) addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
    setTimeout(() => moved = false);
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", stop, { once: true });
}

/** Light the town of an incident, or none. */
export function light(row) {
  for (const lit of document.querySelectorAll(".spots a.lit")) lit.classList.remove("lit");
  if (!row?.dataset.x) return;
  const [x, y] = [row.dataset.x * UNIT, -row.dataset.y * UNIT];
  for (const spot of document.querySelectorAll(".spots a")) {
    if (Math.hypot(spot.dataset.x - x, spot.dataset.y - y) < 0.02) spot.classList.add("lit");
  }
}

/** Make the map of the present answer movable. */
export function enliven() {
  const map = svg();
  if (!map) return;
  map.addEventListener("pointerdown", (event) => event.button === 0 && pan(map, event));
  map.addEventListener("dragstart", (event) => event.preventDefault());
  map.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.25 : 0.8, pointOf(map, event));
  }, { passive: false });
  map.addEventListener("dblclick", (event) => zoom(STEP, pointOf(map, event)));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-zoom]");
  if (button) zoom(button.dataset.zoom === "in" ? STEP : 1 / STEP);
});

shortcuts({
  "+": () => zoom(STEP),
  "=": () => zoom(STEP),
  "-": () => zoom(1 / STEP),
  "0": () => {
    if (!svg()) return false;
    const address = new URL(location.href);
    address.searchParams.set("at", "-180,-58,180,84");
    show(address.href);
    return true;
  },
});
