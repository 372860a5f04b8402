// What the editor says. The words are handed over by the page, in its language; these are for a theme that hands none.
const WORDS = {
  save: "Save", cancel: "Cancel", delete: "Delete", close: "Close", create: "Create", add: "Add", edit: "Rename", none: "None", empty: "Empty",
  saved: "Saved", undo: "Undo", redo: "Redo", failed: "That could not be saved.", gone: "The preview does not answer. Nothing was saved.",
  conflict: "This was changed elsewhere meanwhile. Nothing was saved.", yours: "Your text", theirs: "What is there now", lookAgain: "Start from what is there now",
  measured: "This score is measured. To write it by hand makes it an assumption. Write it all the same?",
  up: "Move up", down: "Move down", takeOut: "Remove {what}", takeOutEntry: "Remove this entry", addEntry: "Add another", entry: "Entry {n}", moreFields: "More",
  makeNew: "New {kind}: “{title}”", noScore: "No score", wholeLane: "Whole list",
  menuOf: "Edit {what}", allFields: "All fields …", stepBefore: "Add a step before", stepAfter: "Add a step after", stageBefore: "Add a stage before", stageAfter: "Add a stage after",
  stepIn: "Add a step", stageIn: "Add a stage", earlier: "Move earlier", later: "Move later", newThing: "New {kind}", findField: "Find a field",
  sure: "Delete “{what}”?", more: "and {n} more", "kind.step": "step", "kind.stage": "stage",
  editingOn: "Editing", editingOff: "Edit", thisPage: "This page", changes: "Changes", workshop: "Workshop", nothing: "Nothing has changed since the last commit.",
  message: "Message", branch: "Branch", push: "Push to the remote", commit: "Commit", putBack: "Put this file back", sureBack: "Put {what} back as it was in the last commit?", run: "To hand this on, run:",
  stage: "Stage", step: "Step", whatIsIt: "What it is", line: "Line", typeHere: "Type, then Enter", note: "Write the note", end: "End", timeUp: "Time is up",
  whoWasThere: "How many people took part? Only the number is kept.", noteTitle: "Workshop on {what}, {day}", noted: "The note is among the research",
  "line.step": "Step", "line.pains": "Pain", "line.gains": "Gain", "line.quotes": "Quote", "line.doing": "Doing", "line.thinking": "Thinking",
};

/** Return a phrase with its values filled in. */
function say(key, values = {}) {
  const handed = say.handed ??= JSON.parse(document.getElementById("jmsite-edit-words")?.textContent ?? "{}");
  return (handed[key] ?? WORDS[key] ?? key).replace(/\{(\w+)\}/g, (all, name_) => values[name_] ?? all);
}
