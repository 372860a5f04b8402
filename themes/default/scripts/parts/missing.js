// What somebody may have meant who asked for an address at which there is nothing: the pages with the nearest ones.
const MOST = 5;
const LIKE = 0.55; // how like two names must be, from 0 to 1

/** Show the pages whose addresses are nearest, and look for the words of this one. `element` knows where the site is. */
export async function mount(element) {
  const { base, home } = element.dataset;
  const wanted = names(location.pathname.startsWith(home) ? location.pathname.slice(home.length) : location.pathname);
  for (const link of document.querySelectorAll("[data-words]")) if (wanted.length) link.search = new URLSearchParams({ q: wanted.at(-1).replace(/[-_]+/g, " ") });
  const found = await nearest(wanted, base, home).catch(() => []);
  const rows = await Promise.all(found.map(row));
  element.querySelector("ul").append(...rows);
  element.querySelector("[data-none]").hidden = rows.length > 0;
  element.classList.add("ready");
}

/** The names in an address, from its folder to its own. */
function names(path) {
  return plain(path).toLowerCase().replace(/(^|\/)index\.(html?|md)$|\.(html?|md)$/, "").split("/").filter(Boolean);
}

// An address may hold a per cent sign that stands for nothing.
function plain(path) {
  try { return decodeURIComponent(path); } catch { return path; }
}

async function nearest(wanted, base, home) {
  const answer = await fetch(`${home}sitemap.xml`);
  const map = new DOMParser().parseFromString(answer.ok ? await answer.text() : "<none/>", "text/xml");
  return [...map.querySelectorAll("loc")]
    .map((place) => place.textContent.slice(base.length))
    .map((path) => ({ href: home + path, path, like: likeness(wanted, names(path)) }))
    .filter((page) => page.like >= LIKE)
    .sort((one, other) => other.like - one.like || one.path.length - other.path.length)
    .slice(0, MOST);
}

/** How like an address is to the wanted one: by its own name most, and a little by the folder. */
function likeness(wanted, own) {
  if (!own.length || !wanted.length) return 0;
  const places = wanted.map((name, at) => alike(name, own.at(-1)) * (at === wanted.length - 1 ? 1 : 0.6));
  const best = Math.max(...places);
  return best >= LIKE ? best + 0.2 * alike(wanted[0], own[0]) : 0;
}

// As wholes, or word by word: people leave words out and turn them round.
function alike(one, other) {
  const [words, others] = [one, other].map((name) => name.split(/[-_ ]+/).filter(Boolean));
  const most = (from, to) => from.reduce((sum, word) => sum + Math.max(0, ...to.map((each) => near(word, each)).filter((share) => share > 0.6)), 0);
  const shared = (most(words, others) + most(others, words)) / (words.length + others.length || 1);
  return Math.max(near(one, other), 0.95 * shared);
}

/** One less the share of letters that have to be changed. */
function near(one, other) {
  let row = [...other].map((_, at) => at + 1);
  row.unshift(0);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [place, its] of [...other].entries()) next.push(Math.min(next[place] + 1, row[place + 1] + 1, row[place] + (letter === its ? 0 : 1)));
    row = next;
  }
  return 1 - row.at(-1) / Math.max(one.length, other.length, 1);
}

/** A page as a row of the list: with the title that it gives itself, else with its address. */
async function row(page) {
  const answer = await fetch(page.href).catch(() => null);
  const html = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  const [item, link, title, under] = ["li", "a", "b", "span"].map((name) => document.createElement(name));
  link.className = "row no-mark";
  link.href = page.href;
  title.textContent = html?.querySelector("h1")?.textContent.trim() || page.path;
  under.className = "under";
  under.textContent = plain(page.path);
  link.append(title, under);
  item.append(link);
  return item;
}
