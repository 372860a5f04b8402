// Runs before the page is drawn, so that neither a chosen appearance flashes nor another typeface.
(() => {
  let chosen = null;
  try { chosen = localStorage.getItem("theme"); } catch { /* storage may be forbidden: the system decides */ }
  const root = document.documentElement;
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  root.classList.add("scripted");
  // A file that holds several pages shows nothing before it is clear which.
  root.classList.toggle("choosing", root.dataset.alone !== undefined && new URLSearchParams(location.search).has("page"));

  // The page's typeface is fetched before the style sheet asks for it. From disk that is neither needed nor allowed.
  const fonts = location.protocol === "file:" ? "" : document.currentScript.dataset.fonts ?? "";
  for (const href of fonts.split(" ").filter(Boolean)) {
    const link = Object.assign(document.createElement("link"), { rel: "preload", as: "font", crossOrigin: "", href });
    document.head.append(link);
  }
})();
