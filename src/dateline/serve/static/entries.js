// Lists whose entries are links: from one to the next by keyboard. Enter opens it, as it opens any link.
import { steps } from "./base.js";

steps("entry", () => [...document.querySelectorAll("a[data-entry]")], () => document.activeElement);
document.documentElement.dataset.ready = "entries";
