// Lists whose entries are links: from one to the next by keyboard. Enter opens it, as it opens any link.
import { shortcuts, tell } from "./base.js";

function step(by) {
  const all = [...document.querySelectorAll("a[data-entry]")];
  const at = all.indexOf(document.activeElement);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  if (!next) {
    tell(by > 0 ? "last entry" : "first entry");
    return;
  }
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

shortcuts({ j: () => step(1), k: () => step(-1) });
document.documentElement.dataset.ready = "entries";
