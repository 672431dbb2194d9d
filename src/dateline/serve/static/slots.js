// The slots of a record shown in text by CSS highlights, which cut no letter from its word and may overlap.

/** @typedef {{letter: string, start: number, end: number}} Mark a slot, in UTF-16 units of the document's text */

const LETTERS = ["T", "A", "R", "S", "P", "D", "C", "N"];
const WIDE = 13; // px of a letter's tag
const highlights = "highlights" in CSS ? new Map(LETTERS.map((letter) => [letter, new Highlight()])) : null;
highlights?.forEach((highlight, letter) => CSS.highlights.set(`slot-${letter}`, highlight));

/** Text whose pieces say where in the document they begin. */
export class Story {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.pieces = [...root.querySelectorAll("[data-from]")].map((element) => ({ from: Number(element.dataset.from), node: element.firstChild }));
  }

  /** The node that holds an offset, and where in that node; of an end, the node that ends there. */
  place(offset, isEnd) {
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { from } = this.pieces[middle];
      if (from < offset || (!isEnd && from === offset)) low = middle + 1;
      else high = middle;
    }
    const piece = this.pieces[low - 1];
    return piece?.node ? [piece.node, Math.min(offset - piece.from, piece.node.length)] : null;
  }

  /** @param {Mark} mark @returns {Range | null} null where the text shown does not hold it */
  range(mark) {
    const from = this.place(mark.start, false);
    const to = this.place(mark.end, true);
    if (!from || !to) return null;
    const found = new Range();
    found.setStart(...from);
    found.setEnd(...to);
    return found.collapsed ? null : found;
  }

  /** Show these slots, and no others. */
  paint(marks) {
    highlights?.forEach((highlight) => highlight.clear());
    for (const mark of marks) {
      const found = this.range(mark);
      if (found) highlights?.get(mark.letter).add(found);
    }
    this.letters(marks);
  }

  /** A small letter at the beginning of each slot, so that it is told by more than its line. */
  letters(marks) {
    this.root.querySelector(".letters")?.remove();
    const layer = document.createElement("div");
    layer.className = "letters";
    layer.setAttribute("aria-hidden", "true");
    const home = this.root.getBoundingClientRect();
    const taken = new Map();
    for (const mark of marks) {
      const box = mark.letter === "T" ? null : this.range(mark)?.getClientRects()[0];
      if (!box) continue;
      const tag = document.createElement("i");
      const backwards = getComputedStyle(this.place(mark.start, false)[0].parentElement.closest("p")).direction === "rtl";
      tag.className = `tag tag-${mark.letter}`;
      tag.textContent = mark.letter;
      const spot = `${box.top} ${box.left}`;
      const before = taken.get(spot) ?? 0; // slots that begin at the same letter stand side by side
      taken.set(spot, before + 1);
      tag.style.top = `${box.top - home.top}px`;
      tag.style.left = `${(backwards ? box.right - before * WIDE : box.left + before * WIDE) - home.left}px`;
      layer.append(tag);
    }
    this.root.append(layer);
  }

  /** The offset in the document of a point of the screen, null where no piece is. */
  offsetAt(x, y) {
    const caret = document.caretPositionFromPoint?.(x, y);
    const range = caret ? null : document.caretRangeFromPoint?.(x, y);
    const node = caret?.offsetNode ?? range?.startContainer;
    const piece = this.pieces.find((one) => one.node === node);
    return piece ? piece.from + (caret?.offset ?? range.startOffset) : null;
  }
}

/** The slots that an element tells of. @returns {Mark[]} */
export function marksOf(element) {
  return JSON.parse(element.dataset.marks).map(([letter, start, end]) => ({ letter, start, end }));
}
