// Light or dark, red up or green up, how large the type: kept in the browser, never sent.
const SIZES = ["usual", "large", "largest"];

customElements.define("reader-choices", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-choice]")?.dataset.choice;
      if (choice) this.keep(choice, this.next(choice));
      if (choice === "size") this.say();
    });
  }

  next(choice) {
    const now = document.documentElement.dataset[choice];
    if (choice === "quotes") return now === "green-up" ? "red-up" : "green-up";
    if (choice === "size") return SIZES[(SIZES.indexOf(now ?? "usual") + 1) % SIZES.length];
    const dark = now ? now === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    return dark ? "light" : "dark";
  }

  say() {
    const button = this.querySelector("[data-choice=size]");
    const size = SIZES.indexOf(document.documentElement.dataset.size ?? "usual");
    button.setAttribute("aria-label", button.dataset.words.split("|")[size]);
  }

  keep(choice, value) {
    document.documentElement.dataset[choice] = value;
    try { localStorage.setItem(choice, value); } catch { /* chosen for this page only */ }
  }
});
