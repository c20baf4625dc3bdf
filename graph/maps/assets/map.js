// Draws nodes and edges with vis-network. All text is given to a canvas or set as
// text, never as markup. `emit(what, id)` is called with "node" or "tie" on a click,
// "more" on a double click or the key E, "none" on a click on empty ground.
function drawMap(root, data, emit) {
  const known = root.tfgMap;
  const text = data.text || "#222222";
  const ground = data.ground || "#ffffff";
  root.style.setProperty("--tfg-text", text);
  root.style.setProperty("--tfg-ground", ground);
  if (data.height) root.style.setProperty("--tfg-height", data.height + "px");

  if (known && known.key === data.key && known.text === text) {
    known.emit = emit;
    known.select(data.selected);
    return known;
  }
  // A web that grew keeps its camera, so that the reader sees where the new nodes are.
  const camera = known && data.stay && known.stay === data.stay
    ? { position: known.network.getViewPosition(), scale: known.network.getScale() } : null;
  if (known) known.network.destroy();

  const canvas = root.querySelector(".tfg-canvas");
  canvas.replaceChildren();
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const network = new vis.Network(canvas, { nodes, edges }, data.options);
  const hidden = known?.hidden || { kin: new Set(), relation: new Set() };
  const state = { key: data.key, stay: data.stay, text, network, nodes, edges, emit, hidden, marked: null, near: null, over: null };
  const gone = (node) => hidden.kin.has(node.kin);
  const ranked = [...data.nodes].sort((a, b) => b.value - a.value || (a.id < b.id ? -1 : 1));

  // Names in one size on the screen, most important first, only where there is room:
  // zooming in makes room for more.
  const first = (node) => (node.id === state.over ? 3 : node.id === state.marked ? 2 : state.near?.has(node.id) ? 1 : 0);
  network.on("afterDrawing", (pen) => {
    const scale = network.getScale();
    const box = canvas.getBoundingClientRect();
    const taken = [];
    const free = (r) => taken.every((t) => r.x2 < t.x1 || r.x1 > t.x2 || r.y2 < t.y1 || r.y1 > t.y2);
    const order = state.near || state.over ? [...ranked].sort((a, b) => first(b) - first(a)) : ranked;
    const placed = order.map((node) => ({ node, at: network.canvasToDOM(network.getPosition(node.id)) }));
    pen.save();
    pen.textAlign = "center";
    pen.textBaseline = "top";
    pen.lineJoin = "round";
    const captions = (data.captions || []).map((caption) => {
      const at = network.canvasToDOM(caption);
      pen.font = "600 " + 13 / scale + "px 'Source Sans', 'Noto Sans', system-ui, sans-serif";
      const half = (pen.measureText(caption.text).width * scale) / 2 + 4;
      const x = Math.min(Math.max(at.x, half), box.width - half), y = Math.min(Math.max(at.y, 6), box.height - 22);
      taken.push({ x1: x - half, x2: x + half, y1: y - 2, y2: y + 17 });
      return { text: caption.text, spot: network.DOMtoCanvas({ x, y }) };
    });
    for (const { node, at } of placed) {
      if (gone(node)) continue;
      if (at.x < -60 || at.y < -20 || at.x > box.width + 60 || at.y > box.height + 20) continue;
      const strong = first(node) > 1;
      const size = strong ? 15 : 11 + Math.min(4, Math.sqrt(node.value) / 2.5);
      pen.font = (strong || node.value > 30 ? "600 " : "") + size / scale + "px 'Source Sans', 'Noto Sans', system-ui, sans-serif";
      const width = pen.measureText(node.name).width * scale;
      const below = network.body.nodes[node.id].shape.radius * scale + 3;
      const r = { x1: at.x - width / 2 - 3, x2: at.x + width / 2 + 3, y1: at.y + below, y2: at.y + below + size + 2 };
      if (!strong && !free(r)) continue;
      taken.push(r);
      const spot = network.DOMtoCanvas({ x: at.x, y: at.y + below });
      pen.globalAlpha = state.near && !state.near.has(node.id) ? 0.35 : 1;
      pen.lineWidth = 4 / scale;
      pen.strokeStyle = ground;
      pen.strokeText(node.name, spot.x, spot.y);
      pen.fillStyle = text;
      pen.fillText(node.name, spot.x, spot.y);
    }
    pen.globalAlpha = 0.75;
    pen.fillStyle = text;
    pen.font = "600 " + 13 / scale + "px 'Source Sans', 'Noto Sans', system-ui, sans-serif";
    for (const { text: words, spot } of captions) {
      pen.strokeText(words, spot.x, spot.y);
      pen.fillText(words, spot.x, spot.y);
    }
    pen.restore();
  });

  state.select = (id) => {
    const chosen = id && nodes.get(id) ? id : null;
    if (chosen === state.marked) return;
    state.marked = chosen;
    state.near = chosen ? new Set([chosen, ...network.getConnectedNodes(chosen)]) : null;
    if (chosen) network.selectNodes([chosen]); else network.unselectAll();
    nodes.update(nodes.getIds().map((n) => ({ id: n, opacity: !state.near || state.near.has(n) ? 1 : 0.25 })));
  };

  network.on("click", (event) => {
    if (event.nodes.length) {
      state.select(event.nodes[0]);
      state.emit("node", event.nodes[0]);
    } else if (event.edges.length) {
      state.emit("tie", event.edges[0]);
    } else if (state.marked) {
      state.select(null);
      state.emit("none", "");
    }
  });
  network.on("doubleClick", (event) => {
    if (event.nodes.length) state.emit("more", event.nodes[0]);
  });
  canvas.onkeydown = (event) => {
    if (event.key.toLowerCase() !== "e" || event.ctrlKey || event.metaKey || event.altKey || !state.marked) return;
    event.preventDefault();
    state.emit("more", state.marked);
  };
  network.on("hoverNode", (event) => {
    state.over = event.node;
    canvas.style.cursor = "pointer";
    network.redraw();
  });
  network.on("blurNode", () => {
    state.over = null;
    canvas.style.cursor = "";
    network.redraw();
  });

  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const motion = still ? false : { duration: 250 };
  const zoom = (by) => network.moveTo({ scale: network.getScale() * by, animation: motion });
  // Everything in view, with room for the names at the rim.
  const fit = (animation) => {
    const shown = [...data.nodes, ...(data.captions || [])];
    const xs = shown.map((n) => n.x), ys = shown.map((n) => n.y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const width = canvas.clientWidth, height = canvas.clientHeight;
    const scale = Math.min((width - 130) / (right - left + 1), (height - 80) / (bottom - top + 1), 1.25);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.max(scale, 0.02), animation });
  };
  const save = () => savePicture(canvas.querySelector("canvas"), { ...data, text, ground });
  const act = { in: () => zoom(1.35), out: () => zoom(1 / 1.35), fit: () => fit(motion), save };
  for (const button of root.querySelectorAll(".tfg-tools button")) {
    button.onclick = act[button.dataset.act];
  }
  network.once("afterDrawing", () => {
    if (camera) network.moveTo({ ...camera, animation: false });
    fit(camera ? motion : false);
    root.dataset.drawn = String(nodes.length);
  });
  // Until the reader has moved the map, it fills whatever room it has.
  let moved = false;
  network.on("dragStart", () => { moved = true; });
  network.on("zoom", () => { moved = true; });
  network.on("resize", () => { if (!moved) fit(false); });
  // Where a node is on the screen, so that a test can click where a person would.
  root.tfgPlace = (id) => {
    const box = canvas.getBoundingClientRect();
    const at = network.canvasToDOM(network.getPosition(id));
    return { x: box.left + at.x, y: box.top + at.y };
  };
  // What the legend hides is only not drawn; it comes back in its place.
  const veil = () => {
    const away = new Set(data.nodes.filter(gone).map((n) => n.id));
    const lost = (e) => hidden.relation.has(e.relation) || away.has(e.from) || away.has(e.to);
    nodes.update(data.nodes.map((n) => ({ id: n.id, hidden: away.has(n.id) })));
    edges.update(data.edges.map((e) => ({ id: e.id, hidden: lost(e) })));
    const lines = data.edges.filter((e) => !lost(e)).length;
    return `${data.nodes.length - away.size} of ${data.nodes.length} nodes and ${lines} of ${data.edges.length} lines are shown.`;
  };
  const place = root.getRootNode(), legend = place.querySelector(".tfg-keys");
  if (legend) drawLegend(legend, place.querySelector(".tfg-live"), data.keys || {}, hidden, veil);
  if (hidden.kin.size || hidden.relation.size) veil();
  root.tfgMap = state;
  state.select(data.selected);
  return state;
}
