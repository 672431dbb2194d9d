// Runs before the first paint, so that a chosen theme never flashes into the other one.
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  try {
    const chosen = localStorage.getItem("dateline.theme");
    if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
  } catch {
    // storage is forbidden: the system's theme it is
  }
})();
