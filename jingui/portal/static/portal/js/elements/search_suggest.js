// What is meant, while it is typed: a combobox over the form, which works alone without it.
// Nothing is sent while an input method is composing; an answer that comes too late is dropped.
const PAUSE = 60;

customElements.define("search-suggest", class extends HTMLElement {
  static number = 0;

  connectedCallback() {
    this.input = this.querySelector("input");
    this.list = Object.assign(document.createElement("div"), { className: "suggest", hidden: true, id: `suggest-${++this.constructor.number}` });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.label);
    this.append(this.list);
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-autocomplete", "list"], ["aria-controls", this.list.id]]) this.input.setAttribute(name, value);
    this.kept = new Map();
    this.input.addEventListener("input", (event) => { if (!event.isComposing) this.soon(); });
    this.input.addEventListener("compositionstart", () => clearTimeout(this.timer));
    this.input.addEventListener("compositionend", () => this.soon());
    this.input.addEventListener("focus", () => { if (this.list.childElementCount && this.asked === this.words()) this.open(); });
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
    this.addEventListener("focusout", (event) => { if (!this.contains(event.relatedTarget)) this.close(); });
  }

  words() { return this.input.value.trim(); }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(this.words()), PAUSE);
  }

  async ask(words) {
    this.asked = words;
    this.flight?.abort();
    if (!words) return this.close();
    let html = this.kept.get(words);
    if (html === undefined) {
      this.flight = new AbortController();
      try {
        const answer = await fetch(`${this.dataset.address}?q=${encodeURIComponent(words)}`, { signal: this.flight.signal });
        if (!answer.ok) return this.close();
        this.kept.set(words, html = await answer.text());
      } catch { return; }
    }
    if (this.asked !== words || document.activeElement !== this.input) return;
    this.list.innerHTML = html;
    this.options = [...this.list.querySelectorAll("a")];
    this.options.forEach((option, place) => { option.id = `${this.list.id}-${place}`; });
    this.choose(-1);
    this.open();
  }

  press(event) {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !this.list.hidden) {
      event.preventDefault();
      const ways = this.options.length + 1; // and none of them, back in the box
      this.choose((this.place + 1 + step + ways) % ways - 1);
    } else if (event.key === "Enter" && !this.list.hidden && this.place >= 0) {
      event.preventDefault();
      this.options[this.place].click();
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    }
  }

  choose(place) {
    this.place = place;
    this.options.forEach((option, number) => option.setAttribute("aria-selected", number === place));
    const chosen = this.options[place];
    if (chosen) { this.input.setAttribute("aria-activedescendant", chosen.id); chosen.scrollIntoView({ block: "nearest" }); }
    else this.input.removeAttribute("aria-activedescendant");
  }

  open() { this.show(true); }
  close() { this.show(false); }

  show(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", open);
    if (!open) this.input.removeAttribute("aria-activedescendant");
  }
});
