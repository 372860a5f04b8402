/** Return a phrase in the language of the site with its values filled in. ``PHRASES`` stand before this script. */
function say(key, values = {}) {
  return (PHRASES[key] ?? key).replace(/\{(\w+)\}/g, (all, name_) => values[name_] ?? all);
}
