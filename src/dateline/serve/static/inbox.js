// Inbox: from incident to incident by keyboard. Everything else is plain links and forms.
import { shortcuts, tell } from "./base.js";

function items() {
  return [...document.querySelectorAll(".item")].filter((one) => one.closest("details").open);
}

function current() {
  return document.activeElement?.closest?.(".item");
}

function step(by) {
  const all = items();
  const at = all.indexOf(current());
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  if (!next) {
    tell(by > 0 ? "last incident" : "first incident");
    return;
  }
  next.querySelector(".item-top a").focus();
  next.scrollIntoView({ block: "nearest" });
}

shortcuts({
  j: () => step(1),
  k: () => step(-1),
  e: () => {
    const link = current()?.querySelector("a.quote");
    if (!link) return false;
    location.assign(link.href);
    return true;
  },
});
document.documentElement.dataset.ready = "inbox";
