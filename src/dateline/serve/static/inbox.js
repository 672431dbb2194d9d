// Inbox: from incident to incident by keyboard. Everything else is plain links and forms.
import { shortcuts, steps } from "./base.js";

function items() {
  return [...document.querySelectorAll(".item")].filter((one) => one.closest("details").open);
}

function current() {
  return document.activeElement?.closest?.(".item");
}

steps("incident", items, current, (item) => item.querySelector(".item-top a").focus());
shortcuts({
  e: () => {
    const link = current()?.querySelector("a.quote");
    if (!link) return false;
    location.assign(link.href);
    return true;
  },
});
document.documentElement.dataset.ready = "inbox";
