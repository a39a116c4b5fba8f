// The body of an article, edited as it will look. What is typed goes into the textarea behind it; the server sanitises.
(() => {
  const KEPT = new Set(
    "P BR H2 H3 H4 UL OL LI BLOCKQUOTE PRE TABLE CAPTION THEAD TBODY TFOOT TR TH TD FIGURE FIGCAPTION IMG A STRONG EM SUB SUP CODE".split(" "),
  );
  const RENAMED = { B: "STRONG", I: "EM", DIV: "P", H1: "H2", H5: "H4", H6: "H4" };
  const ATTRIBUTES = { A: ["href", "title"], IMG: ["src", "alt", "width", "height"], TD: ["colspan", "rowspan"], TH: ["colspan", "rowspan"] };
  const GONE = new Set(["SCRIPT", "STYLE", "META", "LINK", "TITLE", "IFRAME", "OBJECT", "TEMPLATE"]);
  const BLOCKS = "p,h2,h3,h4,ul,ol,li,blockquote,pre,table,figure";

  // A copy of `node`'s children with only what an article may hold.
  const cleaned = (node) => {
    const kept = document.createDocumentFragment();
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) kept.append(child.textContent.replace(/\u00a0/g, " "));
      if (child.nodeType !== Node.ELEMENT_NODE || GONE.has(child.tagName)) continue;
      const inside = cleaned(child);
      let name = RENAMED[child.tagName] || child.tagName;
      if (child.tagName === "DIV" && inside.querySelector(BLOCKS)) name = "";
      if (!KEPT.has(name)) {
        kept.append(inside);
        continue;
      }
      const made = document.createElement(name);
      for (const attribute of ATTRIBUTES[name] || []) {
        if (child.hasAttribute(attribute)) made.setAttribute(attribute, child.getAttribute(attribute));
      }
      made.append(inside);
      kept.append(made);
    }
    return kept;
  };

  const html = (fragment) => {
    const box = document.createElement("div");
    box.append(fragment);
    return box.innerHTML;
  };

  const parsed = (markup) => new DOMParser().parseFromString(markup, "text/html").body;

  const pasted = (data) => {
    const markup = data.getData("text/html");
    if (markup) return html(cleaned(parsed(markup)));
    const lines = data.getData("text/plain").split(/\r?\n/).filter((line) => line.trim());
    const paragraphs = lines.map((line) => Object.assign(document.createElement("p"), { textContent: line.trim() }));
    if (paragraphs.length < 2) return html(document.createTextNode(lines.join("")));
    return paragraphs.map((paragraph) => paragraph.outerHTML).join("");
  };

  const command = (name, value) => document.execCommand(name, false, value);
  const cell = () => document.getSelection().anchorNode?.parentElement?.closest("td,th");

  const addRow = () => {
    const row = cell()?.parentElement;
    if (!row) return;
    const made = row.cloneNode(true);
    for (const each of made.children) each.textContent = "";
    row.after(made);
  };

  const addColumn = () => {
    const here = cell();
    if (!here) return;
    for (const row of here.closest("table").rows) {
      const beside = row.cells[Math.min(here.cellIndex, row.cells.length - 1)];
      beside?.after(document.createElement(beside.tagName));
    }
  };

  const EMPTY_TABLE = "<table><tbody><tr><th>&nbsp;</th><th>&nbsp;</th></tr><tr><td>&nbsp;</td><td>&nbsp;</td></tr></tbody></table><p><br></p>";

  const start = (source) => {
    const words = JSON.parse(source.dataset.body);
    const page = document.createElement("div");
    page.className = "desk-body__page";
    page.contentEditable = "true";
    page.lang = "zh-Hans";
    page.setAttribute("role", "textbox");
    page.setAttribute("aria-multiline", "true");
    page.setAttribute("aria-label", document.querySelector(`label[for="${source.id}"]`)?.textContent.trim() || "");
    page.innerHTML = html(cleaned(parsed(source.value))) || "<p><br></p>";

    const keep = () => {
      source.value = html(cleaned(page)).replace(/<p>(<br>)?<\/p>/g, "");
      source.dispatchEvent(new Event("input", { bubbles: true }));
      source.dispatchEvent(new Event("change", { bubbles: true }));
    };

    const link = () => {
      const old = document.getSelection().anchorNode?.parentElement?.closest("a")?.getAttribute("href") || "https://";
      const address = prompt(words.address, old);
      if (address === null) return;
      command(address && address !== "https://" ? "createLink" : "unlink", address);
    };

    const showSource = () => {
      if (page.hidden) page.innerHTML = html(cleaned(parsed(source.value)));
      page.hidden = !page.hidden;
      source.classList.toggle("desk-body__source", !page.hidden);
    };

    const tools = {
      p: () => command("formatBlock", "p"),
      h2: () => command("formatBlock", "h2"),
      h3: () => command("formatBlock", "h3"),
      bold: () => command("bold"),
      italic: () => command("italic"),
      blockquote: () => command("formatBlock", "blockquote"),
      ul: () => command("insertUnorderedList"),
      ol: () => command("insertOrderedList"),
      link,
      table: () => command("insertHTML", EMPTY_TABLE),
      row: addRow,
      column: addColumn,
      undo: () => command("undo"),
      html: showSource,
    };

    const bar = document.createElement("div");
    bar.className = "desk-body__bar";
    bar.setAttribute("role", "toolbar");
    for (const [name, tool] of Object.entries(tools)) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: words[name] });
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => {
        if (name !== "html") page.focus();
        tool();
        if (name !== "html") keep();
      });
      bar.append(button);
    }

    page.addEventListener("focus", () => {
      command("defaultParagraphSeparator", "p");
      command("styleWithCSS", false);
    });
    page.addEventListener("input", (event) => {
      event.stopPropagation();
      keep();
    });
    page.addEventListener("paste", (event) => {
      event.preventDefault();
      command("insertHTML", pasted(event.clipboardData));
    });
    source.classList.add("desk-body__source");
    source.before(bar, page);
  };

  const all = () => document.querySelectorAll("textarea[data-body]:not(.desk-body__source)").forEach(start);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all);
  else all();
})();
