// Where the reader is in a page of documentation: the heading that was passed last is marked among its contents.
const EDGE = 160; // pixels below the top of the window where a section has begun: what is read stands there

/** Follow the scroll. What is given is the list of the page's headings. */
export function mount(list) {
  const links = [...list.querySelectorAll("a")];
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  let chosen = links.find((link) => location.hash.length > 1 && link.hash === location.hash) ?? null;
  let asked = 0;
  window.addEventListener("scroll", ask, { passive: true });
  window.addEventListener("resize", ask);
  window.addEventListener("hashchange", () => { chosen = links.find((link) => link.hash === location.hash) ?? null; ask(); });
  for (const link of links) link.addEventListener("click", () => { chosen = link; ask(); });
  // Whoever goes on by themselves is no longer where the link led.
  for (const event of ["wheel", "touchmove", "keydown", "pointerdown"]) window.addEventListener(event, () => { chosen = null; }, { passive: true });
  look();

  function ask() {
    asked ||= requestAnimationFrame(look);
  }

  function look() {
    asked = 0;
    const tops = headings.map((heading) => heading?.getBoundingClientRect().top ?? Infinity);
    const here = seen(tops[links.indexOf(chosen)]) ? chosen : links[tops.findLastIndex((top) => top <= edge())];
    for (const link of links) {
      if (link === here) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
    bring(here);
  }

  // The last headings may never come to the top: over the last screen the edge goes down to the foot of the window.
  function edge() {
    const page = document.documentElement;
    const left = page.scrollHeight - page.clientHeight - window.scrollY;
    const way = Math.min(page.clientHeight, page.scrollHeight - page.clientHeight) || 1;
    return EDGE + (page.clientHeight - EDGE) * Math.max(0, 1 - Math.max(0, left - 1) / way);
  }

  function seen(top) {
    return top !== undefined && top >= 0 && top < window.innerHeight;
  }

  // A long list moves along.
  function bring(link) {
    if (!link || list.scrollHeight <= list.clientHeight) return;
    const [own, whole] = [link, list].map((element) => element.getBoundingClientRect());
    if (own.top < whole.top || own.bottom > whole.bottom) list.scrollTop += own.top - whole.top - whole.height / 2;
  }
}
