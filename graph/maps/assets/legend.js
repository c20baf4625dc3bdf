// A legend of buttons: each hides or shows one kind of node or of line. `apply(hidden)` gets the
// sets of what is hidden and returns how much is left to see, which is told to screen readers.
function drawLegend(host, live, keys, hidden, apply) {
  const make = (name, into, text) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    into.append(element);
    return element;
  };
  host.replaceChildren();
  if (live) live.textContent = "";
  const row = (title, entries, set, of, mark) => {
    if (!entries?.length) return;
    const group = make("div", host);
    group.className = "tfg-key-row";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", title + ": a click hides or shows");
    for (const entry of entries) {
      const button = make("button", group);
      button.type = "button";
      mark(button, entry);
      make("span", button, entry.name);
      make("small", button, entry.count.toLocaleString("en"));
      const show = () => {
        button.setAttribute("aria-pressed", String(!set.has(of(entry))));
        button.title = (set.has(of(entry)) ? "Show " : "Hide ") + entry.name;
      };
      button.onclick = () => {
        const name = of(entry);
        if (!set.delete(name)) set.add(name);
        show();
        const left = apply(hidden);
        if (live) live.textContent = entry.name + (set.has(name) ? " hidden. " : " shown. ") + left;
      };
      show();
    }
  };
  row("Colours and shapes", keys.groups, hidden.kin, (e) => e.name, (button, entry) => {
    const mark = make("span", button, entry.mark);
    mark.style.color = entry.colour;
    mark.setAttribute("aria-hidden", "true");
  });
  row("Lines", keys.lines, hidden.relation, (e) => e.relation, (button, entry) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    for (const [key, value] of Object.entries({ viewBox: "0 0 26 10", width: 26, height: 10, "aria-hidden": "true" })) svg.setAttribute(key, value);
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    const looks = { d: entry.arrow ? "M0 5H24M19 1.5L24.5 5L19 8.5" : "M0 5H26", fill: "none", stroke: entry.colour, "stroke-width": 2 };
    if (entry.dashes.length) looks["stroke-dasharray"] = entry.dashes.join(" ");
    for (const [key, value] of Object.entries(looks)) line.setAttribute(key, value);
    svg.append(line);
    button.append(svg);
  });
}
