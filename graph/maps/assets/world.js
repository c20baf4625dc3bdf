// Draws countries with a circle for what is known there, and lines for ties between them. All text
// is set as text, never as markup. `emit(code)` is called with the country that is chosen.
function drawWorld(root, data, emit) {
  const before = root.tfgWorld;
  root.style.setProperty("--tfg-text", data.text);
  root.style.setProperty("--tfg-ground", data.ground);
  const state = { view: before?.view, at: before?.at };
  root.tfgWorld = state;
  const svg = root.querySelector("svg"), said = root.querySelector(".tfg-said");
  const make = (name, into, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    into.append(element);
    return element;
  };
  svg.replaceChildren();
  const ink = data.text, blue = "#3d7ebf";
  const land = make("g", svg, { stroke: data.ground, "stroke-width": 0.7, "stroke-linejoin": "round" });
  const lines = make("g", svg, { fill: "none", stroke: blue, "stroke-linecap": "round", "pointer-events": "none" });
  const marks = make("g", svg, {});
  const names = make("g", svg, { fill: ink, stroke: data.ground, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke", "text-anchor": "middle", "font-size": 12, "pointer-events": "none" });
  const most = Math.max(1, ...data.countries.map((c) => c.count));

  const tell = (text, x, y) => {
    said.textContent = text;
    said.style.visibility = text ? "visible" : "hidden";
    const left = Math.min(x + 14, root.clientWidth - said.offsetWidth - 4);
    const low = y + 14 + said.offsetHeight > root.clientHeight ? y - 10 - said.offsetHeight : y + 14;
    said.style.left = Math.max(4, left) + "px";
    said.style.top = Math.max(4, low) + "px";
  };
  const watch = (element, country) => {
    element.addEventListener("pointermove", (event) => {
      const box = root.getBoundingClientRect();
      if (!state.drag) tell(country.about, event.clientX - box.left, event.clientY - box.top);
    });
    element.addEventListener("pointerleave", () => tell(""));
    element.addEventListener("click", () => { if (!state.dragged && country.known) emit(country.code); });
  };
  for (const country of data.countries) {
    if (!country.path) continue;
    const shade = country.chosen ? 0.42 : country.known ? 0.22 : 0.09;
    const shape = make("path", land, { d: country.path, fill: country.chosen ? blue : ink, "fill-opacity": shade, "vector-effect": "non-scaling-stroke" });
    if (country.known) shape.style.cursor = "pointer";
    watch(shape, country);
  }
  // Large circles first, so that a small one on top of them can be reached.
  const known = data.countries.filter((c) => c.known).sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
  for (const tie of data.ties) tie.line = make("path", lines, { "stroke-opacity": data.chosen ? 0.55 : 0.3, "stroke-width": (0.8 + 1.6 * Math.log10(tie.count)).toFixed(2) });
  for (const country of known) {
    country.mark = make("g", marks, { role: "button", tabindex: -1, "aria-pressed": String(country.chosen), "aria-label": country.about.replaceAll("\n", ", "), "data-code": country.code });
    country.circle = make("circle", country.mark, { fill: country.count ? blue : data.ground, "fill-opacity": 0.82, stroke: country.count ? data.ground : blue, "stroke-width": 1.2 });
    country.label = make("text", names, country.chosen ? { "font-weight": 600 } : {});
    country.label.textContent = country.name + (country.count ? " " + country.count.toLocaleString("en") : "");
    watch(country.mark, country);
    country.mark.addEventListener("focus", () => tell(country.about, country.at.x, country.at.y));
    country.mark.addEventListener("blur", () => tell(""));
  }
  // One stop for the Tab key; arrows go from country to country, the one with most first.
  const stop = (index, focus) => {
    if (!known.length) return;
    state.at = (index + known.length) % known.length;
    known.forEach((c, i) => c.mark.setAttribute("tabindex", i === state.at ? 0 : -1));
    if (focus) known[state.at].mark.focus();
  };
  marks.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) stop(state.at + step, true);
    else if (event.key === "Home") stop(0, true);
    else if (event.key === "Enter" || event.key === " ") emit(known[state.at].code);
    else return;
    event.preventDefault();
  });
  stop(Math.min(state.at || 0, Math.max(known.length - 1, 0)), before?.focused?.());
  state.focused = () => marks.contains(root.getRootNode().activeElement);

  const place = () => {
    const width = root.clientWidth, height = root.clientHeight;
    if (!width || !height) return;
    const fit = Math.min(width / data.width, height / data.height);
    if (!state.view) {
      // A narrow screen first shows the map as high as there is room, from the Americas to Asia.
      const k = width < 640 ? height / (data.height * fit) : 1;
      state.view = { k, x: k > 1 ? (data.width / 2 - 450) * fit * k : 0, y: 0 };
    }
    const { view } = state;
    const spare = { x: (width - data.width * fit * view.k) / 2, y: (height - data.height * fit * view.k) / 2 };
    view.x = spare.x > 0 ? 0 : Math.max(spare.x, Math.min(-spare.x, view.x));
    view.y = spare.y > 0 ? 0 : Math.max(spare.y, Math.min(-spare.y, view.y));
    const scale = fit * view.k;
    const spot = (x, y) => ({ x: x * scale + spare.x + view.x, y: y * scale + spare.y + view.y });
    const zero = spot(0, 0);
    land.setAttribute("transform", `translate(${zero.x.toFixed(2)} ${zero.y.toFixed(2)}) scale(${scale.toFixed(5)})`);
    const largest = Math.min(Math.max(width / 36, 13), 30) * view.k ** 0.35;
    for (const tie of data.ties) {
      const a = spot(...tie.from), b = spot(...tie.to);
      const lift = Math.min(70, Math.hypot(b.x - a.x, b.y - a.y) * 0.18);
      tie.line.setAttribute("d", `M${a.x.toFixed(1)} ${a.y.toFixed(1)}Q${((a.x + b.x) / 2).toFixed(1)} ${((a.y + b.y) / 2 - lift).toFixed(1)} ${b.x.toFixed(1)} ${b.y.toFixed(1)}`);
    }
    const taken = [];
    const order = [...known].sort((a, b) => b.chosen - a.chosen);
    for (const country of order) {
      country.at = spot(country.x, country.y);
      country.r = country.count ? Math.max(2.5, largest * Math.sqrt(country.count / most)) : 2.5;
      country.circle.setAttribute("cx", country.at.x.toFixed(1));
      country.circle.setAttribute("cy", country.at.y.toFixed(1));
      country.circle.setAttribute("r", country.r.toFixed(1));
    }
    for (const country of order) {
      const { x } = country.at, y = country.at.y + country.r + 11;
      const half = country.label.textContent.length * 3.1 + 3;
      const box = { x1: x - half, x2: x + half, y1: y - 11, y2: y + 3 };
      const inside = box.x1 > 0 && box.x2 < width && box.y1 > 0 && box.y2 < height;
      const free = inside && taken.every((t) => box.x2 < t.x1 || box.x1 > t.x2 || box.y2 < t.y1 || box.y1 > t.y2)
        && known.every((o) => o === country || o.r < 5 || Math.hypot(Math.max(box.x1, Math.min(o.at.x, box.x2)) - o.at.x, Math.max(box.y1, Math.min(o.at.y, box.y2)) - o.at.y) > o.r * 0.8);
      country.label.setAttribute("visibility", free || country.chosen ? "visible" : "hidden");
      country.label.setAttribute("x", x.toFixed(1));
      country.label.setAttribute("y", y.toFixed(1));
      if (free || country.chosen) taken.push(box);
    }
    // Where a finger cannot move the map up or down, it scrolls the page.
    svg.style.touchAction = spare.y < -1 ? "none" : "pan-y";
  };
  // The point at (x, y), counted from the middle of the map, stays where it is.
  const zoom = (by, x = 0, y = 0) => {
    const k = Math.max(1, Math.min(14, state.view.k * by)), ratio = k / state.view.k;
    state.view = { k, x: x - (x - state.view.x) * ratio, y: y - (y - state.view.y) * ratio };
    place();
  };
  const middle = (event) => {
    const box = root.getBoundingClientRect();
    return [event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2];
  };
  svg.onwheel = (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * 0.0016), ...middle(event));
  };
  const fingers = new Map();
  svg.onpointerdown = (event) => {
    fingers.set(event.pointerId, event);
    state.dragged = false;
    state.drag = { x: event.clientX, y: event.clientY, view: { ...state.view } };
  };
  svg.onpointermove = (event) => {
    if (!fingers.has(event.pointerId)) return;
    const [one, two] = [...fingers.values()];
    if (two) {
      const apart = (a, b) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) || 1;
      const was = apart(one, two);
      fingers.set(event.pointerId, event);
      zoom(apart(...fingers.values()) / was, ...middle(event));
      state.dragged = true;
      return;
    }
    const dx = event.clientX - state.drag.x, dy = event.clientY - state.drag.y;
    if (!state.dragged && Math.hypot(dx, dy) < 5) return;
    // Only a drag is captured: a captured click would not reach the country under it.
    if (!state.dragged) svg.setPointerCapture(event.pointerId);
    state.dragged = true;
    tell("");
    state.view = { k: state.view.k, x: state.drag.view.x + dx, y: state.drag.view.y + dy };
    place();
  };
  svg.onpointerup = svg.onpointercancel = svg.onpointerleave = (event) => {
    fingers.delete(event.pointerId);
    if (!fingers.size) state.drag = null;
  };

  const save = () => {
    const copy = svg.cloneNode(true), width = root.clientWidth, height = root.clientHeight, ratio = 2;
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", width * ratio);
    copy.setAttribute("height", height * ratio);
    copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
    copy.setAttribute("font-family", "'Source Sans', 'Noto Sans', system-ui, sans-serif");
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = width * ratio;
      canvas.height = height * ratio;
      canvas.getContext("2d").drawImage(image, 0, 0);
      savePicture(canvas, data);
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(copy));
  };
  const whole = () => { state.view = { k: 1, x: 0, y: 0 }; place(); };
  const act = { in: () => zoom(1.6), out: () => zoom(1 / 1.6), fit: whole, save };
  for (const button of root.querySelectorAll(".tfg-tools button")) button.onclick = act[button.dataset.act];
  before?.sized?.disconnect();
  state.sized = new ResizeObserver(place);
  state.sized.observe(root);
  place();
  root.dataset.drawn = String(known.length);
  // Where a country stands on the screen, so that a test can click where a person would.
  root.tfgPlace = (code) => {
    const box = root.getBoundingClientRect(), country = known.find((c) => c.code === code);
    return { x: box.left + country.at.x, y: box.top + country.at.y };
  };
}
