// Where the focus is after an edit: on what was made or moved, else where it was, else on what stands beside what is gone.
let goal = ""; // the address of what has the focus as soon as the page shows it
let near = []; // the addresses of what had it last, and of what is nearest to that

document.addEventListener("focusin", (event) => { if (event.target !== host) near = around(event.target); });
// who presses elsewhere has left what had the focus, and waits for nothing that is to have it
document.addEventListener("pointerdown", () => { [near, goal] = [[], ""]; }, { capture: true, passive: true });

/** Return the addresses of an element, of its thing, of what stands beside that, and of what holds it: the nearest first. */
function around(target) {
  const value = target.closest?.(VALUE)?.dataset.edit;
  const thing = target.closest?.(`body ${THING}`);
  if (!value && !thing) return [];
  const address = thing?.dataset.entity ?? parted(value)[0];
  const [before, after] = thing ? beside(thing) : [];
  const id = address.slice(address.indexOf(":") + 1);
  const stage = address.startsWith("step:") && `stage:${id.slice(0, id.lastIndexOf("/"))}`;
  return [value, address, after, before, stage].filter(Boolean);
}

/** Remember what edits made or moved: it is to have the focus. Lines of a workshop are typed one after the other. */
function aim(edits, said) {
  const last = edits.at(-1);
  if (["create", "move", "rename"].includes(last.op) && !parted(last.at)[1].length && !meeting) goal = said.at ?? "";
  setTimeout(refocus); // the page may have been built before the answer came
}

/** Return what shows an address on the page. */
const shownAt = (address) => document.querySelector(`body [data-entity="${CSS.escape(address)}"], body [data-edit="${CSS.escape(address)}"]`);

/** Give the focus to what is to have it, or back where the page that was built anew has lost it. */
function refocus() {
  if (open || meeting || shadow.querySelector(".menu, dialog")) return;
  const made = goal && shownAt(goal);
  if (made) goal = "";
  const lost = document.activeElement === document.body && near.map(shownAt).find((one) => one && standing(one));
  const there = made || lost;
  if (there) stand(standing(there));
}

/** Return what of an element can have the focus. */
function standing(element) {
  const able = ".cell, a[href], button, summary, [tabindex]";
  return element.matches(able) ? element : [...element.querySelectorAll(`:is(h2, h3) a, ${able}`)].find((one) => one.checkVisibility());
}

function stand(element) {
  if (!element) return;
  if (element.tabIndex < 0 && !element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  const box = element.getBoundingClientRect();
  const names = document.querySelector(".map > .lanes")?.getBoundingClientRect().width ?? 0;
  const inline = box.left < names || box.right > root.clientWidth - names ? "center" : "nearest";
  element.scrollIntoView({ block: "nearest", inline, behavior: "instant" });
}
