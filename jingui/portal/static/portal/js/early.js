// Before the first paint: what this reader chose, and which ads are closed today. All else is asked for after it.
(() => {
  const { classList: root, dataset } = document.documentElement;
  root.add("scripted"); // so that what needs scripts has its place from the start
  if (navigator.clipboard) root.add("can-copy");
  if (window.PublicKeyCredential) root.add("can-passkey");
  try {
    for (const name of ["theme", "quotes", "size"]) {
      const chosen = localStorage.getItem(name);
      if (chosen) dataset[name] = chosen;
    }
    for (const name of ["closed-top", "closed-list", "closed-article", "closed-side"]) {
      if (localStorage.getItem(name) === new Date().toDateString()) root.add(name);
    }
  } catch { /* a browser that keeps nothing shows the defaults */ }
  const { script, module } = document.currentScript.dataset;
  const ask = () => {
    for (const [src, type] of [[script, ""], [module, "module"]]) {
      document.head.append(Object.assign(document.createElement("script"), { src, type, async: false }));
    }
  };
  addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => setTimeout(ask)));
})();
