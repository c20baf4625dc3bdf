// Search in the page itself: nothing that is typed leaves it. THINGS comes from search-index.js.
"use strict";

const MOST = 60;
const field = document.getElementById("q");
const results = document.getElementById("results");
const found = document.getElementById("found");

// Accents, case and punctuation do not count.
function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[øð]/g, (letter) => ({ ø: "o", ð: "d" })[letter])
    .replace(/[ł]/g, "l")
    .replace(/[ß]/g, "ss")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const folded = THINGS.map(([, name, , others]) => [name, ...others].map(fold));

// How well one of its names fits; 0 when a word is missing.
function fit(names, query, words) {
  let best = 0;
  for (const name of names) {
    const padded = ` ${name}`;
    if (!words.every((word) => padded.includes(word))) continue;
    const score =
      name === query ? 5
      : name.startsWith(query) ? 4
      : padded.includes(` ${query}`) ? 3
      : words.every((word) => padded.includes(` ${word}`)) ? 2
      : 1;
    best = Math.max(best, score);
  }
  return best;
}

function search() {
  const query = fold(field.value);
  results.replaceChildren();
  if (!query) {
    found.textContent = "";
    return;
  }
  const words = query.split(" ");
  const hits = [];
  THINGS.forEach((thing, place) => {
    const score = fit(folded[place], query, words);
    if (score) hits.push([score, thing[4], thing]);
  });
  hits.sort((a, b) => b[0] - a[0] || b[1] - a[1] || (a[2][1] < b[2][1] ? -1 : 1));
  const more = hits.length > MOST ? `; the first ${MOST} are shown` : "";
  found.textContent = hits.length ? `${hits.length} found${more}` : "Nothing of this name is here.";
  for (const [, , [href, name, note, others]] of hits.slice(0, MOST)) {
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.href = href;
    link.textContent = name;
    row.append(link);
    const other = others.find((alias) => words.every((word) => ` ${fold(alias)}`.includes(word)));
    const about = [other && !fold(name).includes(query) ? `also ${other}` : "", note];
    const words_ = about.filter(Boolean).join(" · ");
    if (words_) {
      const small = document.createElement("span");
      small.className = "note";
      small.textContent = ` ${words_}`;
      row.append(small);
    }
    results.append(row);
  }
}

field.value = new URLSearchParams(location.search).get("q") ?? "";
field.addEventListener("input", search);
field.form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
  // A page from a disk may not change its address; the results are there all the same.
  try {
    history.replaceState(null, "", `?q=${encodeURIComponent(field.value)}`);
  } catch {}
});
search();
