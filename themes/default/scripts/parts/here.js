// Where one is on a map that is scrolled: its stage is named in the rows that lead to it, its step on the curve.

/** Follow the scroll. What is given holds the row of links to the stages. */
export function mount(bar) {
  const row = bar.querySelector(".jump");
  const map = document.querySelector(".map");
  const names = map.querySelector(".lanes");
  const strip = document.querySelector(".strip");
  const rows = () => [...document.querySelectorAll(".jump a, .curve-stages a")];
  const sign = document.createElement("i");
  sign.className = "here-sign";
  strip?.append(sign);
  let asked = 0;
  let named = null; // the stage that the rows say one is in
  window.addEventListener("scroll", ask, { passive: true });
  window.addEventListener("resize", ask);
  document.addEventListener("jmsite:changed", () => { strip?.append(sign); named = null; look(); });
  look();

  function ask() {
    asked ||= requestAnimationFrame(look);
  }

  function look() {
    asked = 0;
    const story = !names.offsetWidth; // on a phone steps follow one another
    const rtl = getComputedStyle(map).direction === "rtl";
    const edge = story ? (strip?.getBoundingClientRect().bottom ?? 0) + 64 : rtl ? names.getBoundingClientRect().left : names.getBoundingClientRect().right;
    const passed = (box) => (story ? box.bottom <= edge : rtl ? box.left >= edge - 8 : box.right <= edge + 8);
    const stages = [...map.querySelectorAll(".stage")];
    const stage = stages.find((one) => !passed(one.getBoundingClientRect())) ?? stages.at(-1);
    if (stage !== named) name(stage);
    if (story && strip) place(stage, passed);
  }

  function name(stage) {
    named = stage;
    for (const link of rows()) {
      if (decodeURIComponent(link.hash.slice(1)) === stage?.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    bring(row.querySelector("[aria-current]"));
  }

  // The row moves along with what it names.
  function bring(link) {
    if (!link || row.scrollWidth <= row.clientWidth) return;
    const [own, whole] = [link, row].map((element) => element.getBoundingClientRect());
    if (own.left < whole.left || own.right > whole.right) row.scrollBy({ left: own.left - whole.left - 32, behavior: "instant" });
  }

  function place(stage, passed) {
    const steps = [...map.querySelectorAll(".step")];
    const own = stage ? [...stage.querySelectorAll(".step")] : [];
    const step = own.find((one) => !passed(one.getBoundingClientRect())) ?? own.at(-1);
    const at = steps.indexOf(step);
    sign.hidden = at < 0 || map.getBoundingClientRect().top > strip.getBoundingClientRect().bottom;
    sign.style.setProperty("inset-inline-start", `${(100 * (at + 0.5)) / steps.length}%`);
  }
}
