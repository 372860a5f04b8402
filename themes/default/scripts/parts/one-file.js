// In a file that holds several pages: show the one that the address names. It runs before all other scripts.

/** Put the page in place of the first one, as if it had been loaded. */
export function show(wanted) {
  const page = [...document.querySelectorAll("template[data-page]")].find((one) => one.dataset.page === wanted);
  if (!page) return;
  const scripts = [...document.body.querySelectorAll(":scope > script")];
  document.title = page.dataset.title;
  document.body.className = page.dataset.class;
  document.body.replaceChildren(page.content, ...document.body.querySelectorAll(":scope > template[data-page]"), ...scripts);
}

const asked = new URLSearchParams(location.search).get("page");
if (asked !== null) show(asked);
document.documentElement.classList.remove("choosing");
