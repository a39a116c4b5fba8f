// Before the first paint: what this reader chose, light or dark, red up or green up, how large the type, and which ads are closed for today.
(() => {
  const root = document.documentElement.classList;
  root.add("scripted"); // so that what needs scripts has its place from the start
  if (navigator.clipboard) root.add("can-copy");
  if (window.PublicKeyCredential) root.add("can-passkey");
  try {
    for (const name of ["theme", "quotes", "size"]) {
      const chosen = localStorage.getItem(name);
      if (chosen) document.documentElement.dataset[name] = chosen;
    }
    for (const name of ["closed-top", "closed-list", "closed-article", "closed-side"]) {
      if (localStorage.getItem(name) === new Date().toDateString()) root.add(name);
    }
  } catch { /* a browser that keeps nothing shows the defaults */ }
})();
