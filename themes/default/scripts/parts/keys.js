// The keys that this page answers to, in a dialog. Closed, it gives the focus back.

/** Open the list; groups whose data-needs names nothing that is on the page are left out. */
export function open(button) {
  if (document.querySelector("dialog[open]")) return;
  const dialog = document.getElementById("ui:keys").content.firstElementChild.cloneNode(true);
  const before = document.activeElement;
  const there = (selector) => [...document.querySelectorAll(selector)].some((element) => element.checkVisibility());
  for (const group of dialog.querySelectorAll("[data-needs]")) if (!there(group.dataset.needs)) group.remove();
  dialog.addEventListener("click", (event) => { if (event.target === dialog || event.target.closest("[data-close]")) dialog.close(); });
  dialog.addEventListener("close", () => {
    dialog.remove();
    (before && before !== document.body ? before : button).focus({ preventScroll: true });
  });
  document.documentElement.append(dialog);
  dialog.showModal();
}
