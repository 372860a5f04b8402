// What a page gains with script. Everything it shows is there without.
(() => {
  const root = document.documentElement;
  const parts = { theme, due, search, finder, print, keys, along };
  const loads = new Map();
  const mounted = new WeakSet();
  mount();
  document.addEventListener("jmsite:changed", mount);
  const alone = root.dataset.alone !== undefined; // a file that was handed on, which holds all that it shows
  if (location.protocol === "file:" && !alone) openFolders();
  showHere(document.querySelector(".masthead nav [aria-current]"));

  // The preview may bring in more parts than the page began with.
  function mount() {
    for (const element of document.querySelectorAll("[data-part]")) {
      const part = parts[element.dataset.part] ?? (element.dataset.src ? own : null);
      if (part && !mounted.has(element)) part(element);
      mounted.add(element);
    }
  }

  // On a phone the way round the site is longer than the screen: where one is stays in sight.
  function showHere(link) {
    if (!link) return;
    const [own, whole] = [link, link.parentElement].map((element) => element.getBoundingClientRect());
    link.parentElement.scrollBy({ left: (own.left + own.right - whole.left - whole.right) / 2, behavior: "instant" });
  }

  // A row that is moved along says at which of its ends it goes on; from right to left it counts down from nought.
  function along(row) {
    const look = () => {
      const [at, most] = [Math.abs(row.scrollLeft), row.scrollWidth - row.clientWidth];
      row.classList.toggle("goes-back", at > 1);
      row.classList.toggle("goes-on", at < most - 1);
    };
    const sizes = new ResizeObserver(look);
    for (const element of [row, ...row.children]) sizes.observe(element);
    row.addEventListener("scroll", look, { passive: true });
  }

  // The button turns the appearance round and remembers it.
  function theme(button) {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
    const show = () => button.setAttribute("aria-pressed", String(dark()));
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      try { localStorage.setItem("theme", root.dataset.theme); } catch { /* not remembered, but done */ }
      show();
    });
    system.addEventListener("change", show);
    show();
  }

  // A script of its own, loaded when it is wanted: what it exports. From disk a browser loads no modules, so it is none.
  // A file that was handed on holds it, and has run it already.
  function load(element) {
    const held = document.querySelector(`script[data-file="${CSS.escape(element.dataset.src)}"]`);
    if (held) return Promise.resolve(held.exports);
    const address = new URL(element.dataset.src, document.baseURI).href;
    if (!loads.has(address)) loads.set(address, new Promise((done, failed) => {
      const script = document.createElement("script");
      script.addEventListener("load", () => done(script.exports));
      script.addEventListener("error", () => { loads.delete(address); failed(new Error(address)); });
      script.src = address;
      document.head.append(script);
      script.addEventListener("load", () => script.remove());
    }));
    return loads.get(address);
  }

  // The link to the search opens it right here; so does the slash, or Ctrl or Command with K. It needs a server.
  function search(link) {
    link.hidden = location.protocol === "file:";
    if (link.hidden) return;
    const open = (event) => {
      event.preventDefault();
      load(link).then((part) => part.open(link)).catch(() => { location.href = link.href; });
    };
    link.addEventListener("click", (event) => { if (!event.ctrlKey && !event.metaKey && !event.shiftKey) open(event); });
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && plain(event)) open(event);
      else if (event.key === "k" && (event.ctrlKey || event.metaKey) && !event.altKey) open(event);
    });
  }

  // A key by itself, and not a letter of what somebody writes.
  function plain(event) {
    return !event.target.closest?.("input, textarea, select, [contenteditable]") && !event.ctrlKey && !event.metaKey && !event.altKey;
  }

  function print(button) {
    button.addEventListener("click", () => window.print());
  }

  // The list of the keys that this page answers to, by the question mark too.
  function keys(button) {
    const open = () => load(button).then((part) => part.open(button), () => { /* the keys work all the same */ });
    button.addEventListener("click", open);
    document.addEventListener("keydown", (event) => { if (event.key === "?" && plain(event)) open(); });
  }

  // The search on its page needs a server too, and says so without one.
  function finder(element) {
    if (location.protocol !== "file:") return own(element);
    for (const words of document.querySelectorAll("[data-disk]")) words.textContent = words.dataset.disk;
    return undefined;
  }

  // A part with a script of its own, which may load others. One that says what it waits for costs nothing until then.
  function own(element) {
    const begin = () => begun(element);
    const wait = element.dataset.wait;
    if (wait === "near") {
      const sight = new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting)) { sight.disconnect(); begin(); } }, { rootMargin: "400px" });
      sight.observe(element);
    } else if (wait === "scroll") window.addEventListener("scroll", begin, { once: true, passive: true });
    else if (wait === "use" && location.hash.length < 2) once(document.querySelector("main"), ["pointerover", "focusin", "touchstart"], begin);
    else begin();
  }

  function once(element, events, act) {
    const first = () => {
      for (const event of events) element.removeEventListener(event, first);
      act();
    };
    for (const event of events) element.addEventListener(event, first, { passive: true });
  }

  function begun(element) {
    load(element).then((part) => { part.mount(element, load); element.classList.add("mounted"); }, () => { /* what it adds is not there, all else is */ });
  }

  // A build knows no clock, so a date that is due learns here how far away it is.
  function due(time) {
    const days = Math.round((Date.parse(time.dateTime) - Date.now()) / 86_400_000);
    time.title = time.textContent;
    if (Math.abs(days) < 45) time.textContent = away(time, days, "day");
    else if (Math.abs(days) < 400) time.textContent = away(time, Math.round(days / 30.4), "month");
    if (days < 0) time.classList.add("late");
  }

  // What was due some days ago is not past, it is late.
  function away(time, n, unit) {
    const language = root.lang || "en";
    if (n >= 0 || !time.dataset.late) return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(n, unit);
    const span = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(-n);
    return time.dataset.late.replace("{span}", span);
  }

  // A folder opened from disk has no server that knows its index.
  function openFolders() {
    for (const link of document.querySelectorAll("a[href]")) {
      const href = link.getAttribute("href");
      if (/^[a-z][a-z0-9+.-]*:|^#/i.test(href)) continue;
      const [, path, rest] = /^([^?#]*)(.*)$/.exec(href);
      if (path === "" || path.endsWith("/") || path === "." || path === "..")
        link.setAttribute("href", `${path && !path.endsWith("/") ? `${path}/` : path}index.html${rest}`);
    }
  }
})();
