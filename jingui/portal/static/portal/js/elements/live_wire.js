// The wire, live: new flashes wait behind a line that says how many, so that nothing moves under a reader's eye.
customElements.define("live-wire", class extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("[data-wire]");
    this.waiting = [];
    this.button = Object.assign(document.createElement("button"), { type: "button", className: "live-wire__news", hidden: true });
    this.button.addEventListener("click", () => this.show());
    this.prepend(this.button);
    this.follow = () => (document.hidden ? this.close() : this.open());
    document.addEventListener("visibilitychange", this.follow);
    this.follow();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.follow);
    this.close();
    this.button.remove();
  }

  open() {
    if (this.stream) return;
    this.stream = new EventSource(`${document.documentElement.dataset.prefix}/live/flashes?after=${this.newest()}`);
    this.stream.addEventListener("flash", (event) => this.hear(event.data));
    this.stream.addEventListener("updated", (event) => this.replace(event.data));
    this.stream.addEventListener("retracted", (event) => this.querySelector(`#flash-${Number(event.data)}`)?.closest("li").remove());
  }

  close() {
    this.stream?.close();
    this.stream = null;
  }

  newest() {
    const shown = [...this.querySelectorAll(".flash-item"), ...this.waiting];
    return Math.max(0, ...shown.map((item) => Number(item.id.replace("flash-", ""))));
  }

  shown() {
    return [...this.list.querySelectorAll(".flash-item")];
  }

  at(item) {
    return item?.querySelector("time").dateTime ?? "";
  }

  read(html) {
    return new DOMParser().parseFromString(html, "text/html").querySelector(".flash-item");
  }

  hear(html) {
    const item = this.read(html);
    if (!item || document.getElementById(item.id) || this.waiting.some((other) => other.id === item.id)) return;
    if ("urgent" in this.dataset && Number(item.dataset.urgency) > 2) return;
    if (this.at(item) < this.at(this.shown().at(-1))) return; // it came late, and belongs further back
    this.waiting.push(item);
    this.button.textContent = this.dataset.news.replace("{n}", this.waiting.length);
    this.button.hidden = false;
  }

  replace(html) {
    const item = this.read(html);
    if (item) this.querySelector(`#${item.id}`)?.replaceWith(item);
  }

  show() {
    this.list.querySelector(".empty")?.remove();
    const arrived = this.waiting.splice(0);
    const isNewDay = (item) => this.at(item).slice(0, 10) > this.at(this.shown()[0]).slice(0, 10);
    if (this.list.querySelector(".wire__day") && arrived.some(isNewDay)) return location.reload();
    for (const item of arrived) {
      const place = document.createElement("li");
      place.className = "is-new";
      place.append(item);
      const older = this.shown().find((other) => this.at(other) <= this.at(item));
      if (older) older.closest("li").before(place); else this.list.append(place);
    }
    const keep = Number(this.dataset.keep);
    while (keep && this.list.children.length > Math.max(keep, 9)) this.list.lastElementChild.remove();
    this.button.hidden = true;
  }
});
