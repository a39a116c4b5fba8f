// What the house is told: that a page was looked at, an article read, an ad seen. No name, no cookie; nothing twice.
class Seen extends HTMLElement {
  connectedCallback() {
    this.look = () => this.consider();
    document.addEventListener("visibilitychange", this.look);
    this.look();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.look);
    clearTimeout(this.timer);
  }

  consider() {
    clearTimeout(this.timer);
    if (this.told || document.hidden || !this.isInSight()) return;
    this.timer = setTimeout(() => { this.told = true; this.tell(); }, this.milliseconds());
  }

  isInSight() { return true; }
  milliseconds() { return 1000; }
}

function send(address, words) {
  navigator.sendBeacon?.(address, new Blob([JSON.stringify(words)], { type: "application/json" }));
}

customElements.define("read-beacon", class extends Seen {
  milliseconds() { return 3000; }
  tell() { send("/api/reads", { article: Number(this.dataset.article) }); }
});

// The page and the ads that come into sight about the same time are told of in one letter.
const letter = { ads: [] };

function post() {
  clearTimeout(letter.timer);
  if (!letter.ads.length && !letter.page) return;
  send("/api/seen", { channel: document.querySelector("page-beacon")?.dataset.channel ?? "", ads: letter.ads.splice(0, 8) });
  letter.page = false;
}

function tellSoon() {
  clearTimeout(letter.timer);
  letter.timer = setTimeout(post, 500);
}

addEventListener("pagehide", post);

customElements.define("page-beacon", class extends Seen {
  tell() {
    letter.page = true;
    tellSoon();
  }
});

// An ad is seen when half of it was in sight for a second. Closed, it stays closed for the day (see early.js).
customElements.define("ad-slot", class extends Seen {
  connectedCallback() {
    const button = this.querySelector(".ad__close");
    button.addEventListener("click", () => this.close());
    if (!this.dataset.booking) return;
    super.connectedCallback();
    this.sight = new IntersectionObserver(([entry]) => { this.inSight = entry.isIntersecting; this.consider(); }, { threshold: 0.5 });
    this.sight.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sight?.disconnect();
  }

  tell() {
    letter.ads.push(Number(this.dataset.booking));
    tellSoon();
  }

  // Its room goes too. With the ad in the upper half of the window, what is read is below it, and stays where it is.
  close() {
    const name = `closed-${this.dataset.slot}`;
    const { top } = this.getBoundingClientRect();
    const height = document.documentElement.scrollHeight;
    document.documentElement.classList.add("is-closing", name);
    if (top < innerHeight / 2) scrollBy({ top: document.documentElement.scrollHeight - height, behavior: "instant" });
    requestAnimationFrame(() => document.documentElement.classList.remove("is-closing"));
    document.getElementById("main")?.focus({ preventScroll: true });
    try { localStorage.setItem(name, new Date().toDateString()); } catch { /* closed on this page only */ }
  }

  isInSight() { return this.inSight; }
});
