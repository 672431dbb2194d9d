// Adding an event that was missed: the selected words, or a sentence, go into the form. The form works without this.
import { tell } from "./base.js";

const PLUS = 26; // px: height of the button beside a selection

export class Adding {
  /** @param {import("./slots.js").Story} text */
  constructor(text) {
    this.text = text;
    this.details = document.getElementById("add");
    this.form = this.details.querySelector("form");
    this.button = Object.assign(document.createElement("button"), { type: "button", className: "plus-here small", textContent: "+ Add event", hidden: true });
    document.body.append(this.button);
    this.button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    this.button.addEventListener("click", () => this.begin(null));
    document.addEventListener("selectionchange", () => this.offer());
    text.root.addEventListener("click", (event) => this.plus(event), { capture: true });
    if (this.details.open) this.details.scrollIntoView({ block: "center" });
  }

  /** The words selected within one piece of the text, and where they begin; null for none. */
  selected() {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed || !this.text.root.contains(chosen.anchorNode)) return null;
    const range = chosen.getRangeAt(0);
    const piece = this.text.pieces.find((one) => range.intersectsNode(one.node));
    if (!piece) return null;
    const from = range.startContainer === piece.node ? range.startOffset : 0;
    const to = range.endContainer === piece.node ? range.endOffset : piece.node.length;
    const raw = piece.node.data.slice(from, to);
    const words = raw.trim();
    return words ? { words, at: piece.from + from + raw.indexOf(words), range } : null;
  }

  offer() {
    const chosen = this.selected();
    this.button.hidden = !chosen;
    if (!chosen) return;
    const box = chosen.range.getBoundingClientRect();
    this.button.style.top = `${scrollY + Math.max(box.top - PLUS - 6, 0)}px`;
    this.button.style.left = `${scrollX + box.left}px`;
  }

  plus(event) {
    const link = event.target.closest?.("a.plus");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.begin(document.getElementById(`s${link.dataset.add}`));
  }

  /** Open the form for the selected words or, where none are, for a sentence. */
  begin(sentence) {
    const chosen = this.selected();
    const fields = this.form.elements;
    this.details.open = true;
    this.button.hidden = true;
    fields.trigger.value = chosen?.words ?? "";
    fields.at.value = chosen?.at ?? sentence?.dataset.from ?? 0;
    this.details.scrollIntoView({ block: "center" });
    (chosen ? fields.did : fields.trigger).focus({ preventScroll: true });
    tell(chosen ? `Add an event told by “${chosen.words}”: choose its kind` : "Add an event: write the words that tell it");
  }
}
