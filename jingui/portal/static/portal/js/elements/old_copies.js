// The page for when there is no line lists the articles that are kept in this browser.
navigator.serviceWorker?.register("/sw.js").catch(() => { /* a browser that keeps nothing is always online */ });

customElements.define("old-copies", class extends HTMLElement {
  async connectedCallback() {
    const kept = await globalThis.caches?.open("articles");
    const requests = (await kept?.keys()) ?? [];
    const list = this.querySelector("ul");
    for (const request of requests.reverse()) {
      const page = new DOMParser().parseFromString(await (await kept.match(request)).text(), "text/html");
      const link = Object.assign(document.createElement("a"), { href: request.url, textContent: page.querySelector("h1")?.textContent ?? page.title });
      list.appendChild(document.createElement("li")).append(link);
    }
    this.hidden = !requests.length;
  }
});
