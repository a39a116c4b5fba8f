// Starts Wagtail's choosers of dates and pictures, whose inline scripts the desk's content policy forbids.
(() => {
  const start = (within) => {
    for (const told of within.querySelectorAll("template[data-desk-chooser]")) {
      const { deskChooser: name, for: id, config } = told.dataset;
      told.remove();
      const chooser = window[name];
      if (!chooser) continue;
      if (name.startsWith("init")) chooser(id, JSON.parse(config));
      else new chooser(id, JSON.parse(config));
    }
  };
  document.addEventListener("DOMContentLoaded", () => {
    start(document);
    new MutationObserver((changes) => {
      for (const change of changes) for (const node of change.addedNodes) if (node.querySelectorAll) start(node);
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
