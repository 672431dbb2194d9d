// The histogram's brush: drag over bars, or move its two handles with the arrow keys. It writes into the two date fields
// and submits their form, so that mouse, keyboard and form ask the same.

const SVG = "http://www.w3.org/2000/svg";
const DAY = 86_400_000;
const WIDTH = 1000;
const HEIGHT = 110;
const REST = 600; // ms after the last arrow key
const STEPS = { day: 1, week: 7, month: 30.4375, year: 365.25 };

let resting = 0;

function make(name, about) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(about)) element.setAttribute(key, value);
  return element;
}

class Brush {
  constructor(chart, form) {
    this.chart = chart;
    this.form = form;
    this.first = Date.parse(chart.dataset.first);
    this.days = (Date.parse(chart.dataset.last) - this.first) / DAY + 1;
    this.step = STEPS[chart.dataset.grain];
    this.fields = [form.elements.since, form.elements.until];
    this.area = chart.querySelector(".brush") ?? chart.appendChild(make("rect", { class: "brush", y: 0, height: HEIGHT, width: 0, x: 0 }));
    this.handles = ["since", "until"].map((name, side) => this.handle(name, side));
    chart.addEventListener("pointerdown", (event) => this.drag(event));
    chart.addEventListener("dragstart", (event) => event.preventDefault());
    this.draw();
  }

  /** Days from the left edge: where the selection begins and where it ends (exclusive). */
  get range() {
    const [since, until] = this.fields.map((field) => (field.value ? (Date.parse(field.value) - this.first) / DAY : null));
    return [since ?? 0, until === null ? this.days : until + 1].map((day) => Math.min(Math.max(day, 0), this.days));
  }

  handle(name, side) {
    const handle = make("rect", { class: "handle", y: 35, width: 5, height: 40, rx: 2, tabindex: 0, role: "slider", "data-handle": name, "aria-label": side ? "Last day" : "First day", "aria-valuemin": 0, "aria-valuemax": this.days });
    handle.addEventListener("keydown", (event) => this.key(event, side));
    handle.addEventListener("pointerdown", (event) => this.drag(event, side));
    return this.chart.appendChild(handle);
  }

  key(event, side) {
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageUp: 6, PageDown: -6 }[event.key];
    const range = this.range;
    if (steps) range[side] += steps * this.step;
    else if (event.key === "Home" && !side) range[0] = 0;
    else if (event.key === "End" && side) range[1] = this.days;
    else if (event.key === "Enter") return this.form.requestSubmit();
    else return undefined;
    event.preventDefault();
    this.set(...range);
    clearTimeout(resting);
    resting = setTimeout(() => this.chart.isConnected && this.form.requestSubmit(), REST);
    return undefined;
  }

  drag(event, side) {
    if (event.button) return;
    event.stopPropagation();
    const begin = this.dayAt(event);
    const anchor = side === undefined ? begin : this.range[1 - side];
    let moved = side !== undefined;
    const move = (now) => {
      const day = this.dayAt(now);
      moved ||= Math.abs(day - begin) > this.days / 200;
      if (moved) this.set(Math.min(anchor, day), Math.max(anchor, day));
    };
    const stop = (end) => {
      removeEventListener("pointermove", move);
      if (!moved) return;
      if (end.target.closest?.("a")) addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
      this.form.requestSubmit();
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", stop, { once: true });
  }

  dayAt(event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.chart.getScreenCTM().inverse());
    return Math.min(Math.max((at.x / WIDTH) * this.days, 0), this.days);
  }

  set(from, to) {
    const [first, last] = [Math.max(Math.round(from), 0), Math.min(Math.round(Math.max(to, from + 1)), this.days)];
    this.fields[0].value = this.iso(first);
    this.fields[1].value = this.iso(Math.max(last - 1, first));
    this.draw();
  }

  iso(day) {
    return new Date(this.first + day * DAY).toISOString().slice(0, 10);
  }

  draw() {
    const asked = this.fields.some((field) => field.value);
    const [from, to] = this.range.map((day) => (WIDTH * day) / this.days);
    this.area.setAttribute("x", from);
    this.area.setAttribute("width", asked ? Math.max(to - from, 1) : 0);
    this.handles.forEach((handle, side) => {
      const day = this.range[side];
      handle.setAttribute("x", side ? Math.min(to, WIDTH) - 5 : from);
      handle.setAttribute("aria-valuenow", Math.round(day));
      handle.setAttribute("aria-valuetext", this.iso(side ? day - 1 : day));
    });
  }
}

/** Make the histogram of the present answer brushable. */
export function enliven() {
  const chart = document.querySelector("[data-histogram]");
  const form = document.querySelector("[data-days]");
  if (chart && form) new Brush(chart, form);
}
