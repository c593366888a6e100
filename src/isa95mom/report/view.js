"use strict";
// Nodes are numbered: first the lots, then the events. Lines are edges from node to node.
const data = JSON.parse(document.getElementById("data").textContent);
const { lots, labels, facts, source, target, amounts, starts, complete, layouts } = data;
const count = labels.length;
const BOX = [140, 30], PILL = [84, 24];
const PALETTE = ["#3b7dd8", "#e8963a", "#3fa66a", "#c95d9e", "#8069c9", "#b8a22e", "#4cb3c4", "#a0663f", "#d2574e", "#6f8f3a"];
const OTHER = "#7c8894", UNSTATED = "#c9d0d8", BACK = "#0b62c4", FORWARD = "#c2410c";
const NEAR = 0.42; // from this scale on there are labels, and lines are curved
const SLOW = 16; // milliseconds: where a picture takes longer, moving shifts the one that is there

const byId = (id) => document.getElementById(id);
const canvas = byId("canvas"), pen = canvas.getContext("2d", { alpha: false });
const kept = document.createElement("canvas"), keptPen = kept.getContext("2d", { alpha: false });

// -- which lines a node has: those of node n are list[bounds[n]] to list[bounds[n + 1]] -------------------------------
function rows(ends) {
  const bounds = new Int32Array(count + 1), list = new Int32Array(ends.length);
  for (const end of ends) bounds[end + 1]++;
  for (let n = 0; n < count; n++) bounds[n + 1] += bounds[n];
  const next = bounds.slice();
  ends.forEach((end, line) => { list[next[end]++] = line; });
  return (n) => list.subarray(bounds[n], bounds[n + 1]);
}
const linesOut = rows(source), linesIn = rows(target);

function reach(start, lines, other) {
  const seen = new Uint8Array(count), found = [start];
  seen[start] = 1;
  for (let k = 0; k < found.length; k++)
    for (const line of lines(found[k])) {
      const node = other[line];
      if (!seen[node]) { seen[node] = 1; found.push(node); }
    }
  return { seen, found };
}

// -- state ------------------------------------------------------------------------------------------------------------
let place = layouts.generation;
let view = { k: 1, x: 0, y: 0 }; // a point of the drawing is at ((x - view.x) * k, (y - view.y) * k) on the screen
let width = 1, height = 1, ratio = 1;
let fitted = false; // whether all is in the picture because that was asked for
let chosen = -1, way = "both", back = null, forward = null;
let groups = [], group = new Int16Array(count), shownGroup = -1;
let edges = null; // all lines as one straight path
let bounds = null;

const half = (n) => (n < lots ? BOX : PILL);
const isLit = (n) => (!back || back.seen[n] || forward.seen[n]) && (shownGroup < 0 || group[n] === shownGroup);

function measure() {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let n = 0; n < count; n++) {
    left = Math.min(left, place.x[n]); right = Math.max(right, place.x[n]);
    top = Math.min(top, place.y[n]); bottom = Math.max(bottom, place.y[n]);
  }
  bounds = count ? { left: left - 80, top: top - 20, right: right + 80, bottom: bottom + 20 } : { left: 0, top: 0, right: 1, bottom: 1 };
  edges = new Path2D();
  for (let line = 0; line < source.length; line++) {
    edges.moveTo(place.x[source[line]], place.y[source[line]]);
    edges.lineTo(place.x[target[line]], place.y[target[line]]);
  }
}

// -- drawing ----------------------------------------------------------------------------------------------------------
let asked = 0, took = 0, drawn = null, settle = 0;

function draw(moving = false) {
  if (moving && took > SLOW && drawn) {
    clearTimeout(settle);
    settle = setTimeout(() => draw(), 120);
  } else if (!moving) drawn = null;
  if (!asked) asked = requestAnimationFrame(() => { asked = 0; paint(); });
}

function paint() {
  if (drawn && took > SLOW) { // the picture that is there, moved
    const by = view.k / drawn.k;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = "#f6f7f9";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.setTransform(by, 0, 0, by, (drawn.x - view.x) * view.k * ratio, (drawn.y - view.y) * view.k * ratio);
    pen.drawImage(kept, 0, 0);
    return;
  }
  const began = performance.now();
  picture();
  took = performance.now() - began;
  if (took > SLOW) {
    kept.width = canvas.width; kept.height = canvas.height;
    keptPen.drawImage(canvas, 0, 0);
    drawn = { ...view };
  }
}

function picture() {
  const k = view.k, near = k >= NEAR, some = back !== null || shownGroup >= 0;
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.globalAlpha = 1;
  pen.fillStyle = "#f6f7f9";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.setTransform(ratio * k, 0, 0, ratio * k, -view.x * k * ratio, -view.y * k * ratio);
  const left = view.x - 90, right = view.x + width / k + 90, top = view.y - 30, bottom = view.y + height / k + 30;
  const inside = (n) => place.x[n] > left && place.x[n] < right && place.y[n] > top && place.y[n] < bottom;

  pen.lineWidth = Math.max(1.2, 0.7 / k);
  pen.strokeStyle = some ? "#e3e7ec" : "#a9b4c0";
  if (near) {
    pen.beginPath();
    for (let line = 0; line < source.length; line++) {
      const a = source[line], b = target[line];
      if (Math.max(place.x[a], place.x[b]) > left && Math.min(place.x[a], place.x[b]) < right &&
          Math.max(place.y[a], place.y[b]) > top && Math.min(place.y[a], place.y[b]) < bottom) curve(a, b);
    }
    pen.stroke();
  } else {
    pen.globalAlpha = some ? 1 : Math.min(1, Math.max(0.15, 1500 / (source.length + 1)));
    pen.stroke(edges);
    pen.globalAlpha = 1;
  }
  if (back) {
    pen.lineWidth = Math.max(2, 1.2 / k);
    lit(back, linesIn, BACK, near);
    lit(forward, linesOut, FORWARD, near);
  }

  const visible = [];
  for (let n = 0; n < count; n++) if (inside(n)) visible.push(n);
  if (near) for (const n of visible) node(n, some && !isLit(n));
  else far(visible, some);
  for (const n of starts) if (inside(n)) ring(n, "#1b2733", 3);
  if (chosen >= 0) ring(chosen, BACK, 4);
  if (near && k > 0.8) quantities(inside, some);
  if (!near) for (const n of new Set([...starts.slice(0, 5), chosen])) if (n >= 0) tag(n);
  columns(k);
}

function curve(a, b) {
  const x0 = place.x[a] + half(a)[0] / 2, x1 = place.x[b] - half(b)[0] / 2, y0 = place.y[a], y1 = place.y[b];
  pen.moveTo(x0, y0);
  if (x1 > x0) { const mid = Math.min(90, (x1 - x0) / 2); pen.bezierCurveTo(x0 + mid, y0, x1 - mid, y1, x1, y1); }
  else pen.bezierCurveTo(x0 + 60, y0 + 40, x1 - 60, y1 + 40, x1, y1); // against the grain: a cycle, or within a column
}

function lit(reached, lines, colour, near) {
  pen.strokeStyle = colour;
  pen.beginPath();
  for (const n of reached.found)
    for (const line of lines(n)) {
      const a = source[line], b = target[line];
      if (near) curve(a, b);
      else { pen.moveTo(place.x[a], place.y[a]); pen.lineTo(place.x[b], place.y[b]); }
    }
  pen.stroke();
}

function far(visible, some) {
  const small = 2.5 / view.k; // nothing is smaller than this on the screen
  const boxes = groups.map(() => []), dim = [];
  for (const n of visible) (some && !isLit(n) ? dim : boxes[group[n]]).push(n);
  const fill = (nodes, colour) => {
    pen.fillStyle = colour;
    for (const n of nodes) {
      const w = Math.max(n < lots ? BOX[0] * 0.8 : PILL[1], small), h = Math.max(PILL[1], small);
      pen.fillRect(place.x[n] - w / 2, place.y[n] - h / 2, w, h);
    }
  };
  fill(dim, "#e3e7ec");
  boxes.forEach((nodes, number) => fill(nodes, groups[number].colour));
}

function outline(n, more = 0) {
  const [w, h] = half(n);
  pen.beginPath();
  pen.roundRect(place.x[n] - w / 2 - more, place.y[n] - h / 2 - more, w + 2 * more, h + 2 * more, n < lots ? 4 : h / 2 + more);
}

function node(n, dim) {
  pen.globalAlpha = dim ? 0.25 : 1;
  outline(n);
  pen.fillStyle = "#fff";
  pen.fill();
  pen.lineWidth = 1.5;
  pen.strokeStyle = groups[group[n]].colour;
  pen.stroke();
  const [w, h] = half(n);
  if (n < lots) {
    pen.fillStyle = groups[group[n]].colour;
    pen.fillRect(place.x[n] - w / 2, place.y[n] - h / 2, 7, h);
  } else {
    pen.globalAlpha *= 0.25;
    pen.fillStyle = groups[group[n]].colour;
    pen.fill();
    pen.globalAlpha = dim ? 0.25 : 1;
  }
  pen.fillStyle = "#1b2733";
  pen.textBaseline = "middle";
  pen.textAlign = "center";
  pen.font = `${n < lots ? 12 : 11}px system-ui, "DejaVu Sans", sans-serif`;
  const two = n < lots && facts[n].material && view.k > 0.7;
  pen.fillText(cut(n < lots ? labels[n] : facts[n].kind, w - 18), place.x[n] + (n < lots ? 3 : 0), place.y[n] - (two ? 6 : 0));
  if (two) {
    pen.font = "10px system-ui, \"DejaVu Sans\", sans-serif";
    pen.fillStyle = "#526070";
    pen.fillText(cut(facts[n].material, w - 18), place.x[n] + 3, place.y[n] + 8);
  }
  pen.globalAlpha = 1;
}

function ring(n, colour, wide) {
  pen.lineWidth = Math.max(wide, 2 / view.k);
  pen.strokeStyle = colour;
  outline(n, Math.max(3, 4 / view.k));
  pen.stroke();
}

function tag(n) { // its name in the size of the screen, where nothing else is readable
  const size = 12 / view.k, y = place.y[n] - half(n)[1] / 2 - size;
  pen.font = `bold ${size}px system-ui, "DejaVu Sans", sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineWidth = size / 3;
  pen.lineJoin = "round";
  pen.strokeStyle = "#f6f7f9";
  pen.strokeText(labels[n], place.x[n], y);
  pen.fillStyle = "#1b2733";
  pen.fillText(labels[n], place.x[n], y);
}

const cuts = new Map();
function cut(text, wide) { // in the middle: names differ at their ends
  const key = `${pen.font} ${wide} ${text}`;
  let made = cuts.get(key);
  if (made === undefined) {
    made = text;
    const each = [...text];
    for (let keep = each.length - 1; keep > 2 && pen.measureText(made).width > wide; keep--)
      made = each.slice(0, Math.floor(keep / 2)).join("") + "…" + each.slice(each.length - Math.ceil(keep / 2)).join("");
    if (cuts.size > 20000) cuts.clear();
    cuts.set(key, made);
  }
  return made;
}

function quantities(inside, some) {
  pen.font = "10px system-ui, \"DejaVu Sans\", sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  for (let line = 0; line < source.length; line++) {
    const a = source[line], b = target[line];
    if (!amounts[line] || (!inside(a) && !inside(b)) || (some && !(isLit(a) && isLit(b)))) continue;
    const end = a < lots ? a : b, side = a < lots ? 1 : -1; // beside the lot, where lines lie apart
    const text = cut(amounts[line], 90), w = pen.measureText(text).width + 4;
    const x = place.x[end] + side * (BOX[0] / 2 + 4 + w / 2), other = end === a ? b : a;
    const many = (end === a ? linesOut : linesIn)(end), k = many.length > 1 ? many.indexOf(line) - (many.length - 1) / 2 : 0;
    const y = place.y[end] + (many.length > 1 ? Math.max(-18, Math.min(18, k * 12)) : Math.sign(place.y[other] - place.y[end]) * 3);
    if (many.length > 4) continue; // they would lie over one another; the panel has them
    pen.globalAlpha = 0.85;
    pen.fillStyle = "#f6f7f9";
    pen.fillRect(x - w / 2, y - 6, w, 12);
    pen.globalAlpha = 1;
    pen.fillStyle = "#526070";
    pen.fillText(text, x, y);
  }
}

function columns(k) {
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (!place.columns.length) return;
  pen.fillStyle = "#fffd";
  pen.fillRect(0, 0, width, 20);
  pen.fillStyle = "#526070";
  pen.font = "11px system-ui, \"DejaVu Sans\", sans-serif";
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  let free = -Infinity;
  for (const [x, name] of place.columns) {
    const at = (x - view.x) * k;
    if (at < Math.max(free, 0)) continue;
    pen.fillText(name, at, 10);
    free = at + pen.measureText(name).width + 12;
  }
}

// -- moving -----------------------------------------------------------------------------------------------------------
function zoom(by, x = width / 2, y = height / 2) {
  const k = Math.min(4, Math.max(Math.min(0.005, fitting()), view.k * by));
  view.x += x / view.k - x / k;
  view.y += y / view.k - y / k;
  view.k = k;
  fitted = false;
  draw(true);
}

// with room for a name that is drawn in the size of the screen, and for times above
const fitting = () => Math.max(1e-5, Math.min(1.5, (width - 60) / (bounds.right - bounds.left), (height - 60) / (bounds.bottom - bounds.top)));

function fit() {
  fitted = true;
  view.k = fitting();
  view.x = (bounds.left + bounds.right - width / view.k) / 2;
  view.y = (bounds.top + bounds.bottom - height / view.k) / 2;
  draw();
}

function center(n) {
  fitted = false;
  if (view.k < NEAR) view.k = 0.9;
  view.x = place.x[n] - width / view.k / 2;
  view.y = place.y[n] - height / view.k / 2;
  draw();
}

function at(event) {
  const box = canvas.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

function hit(x, y) {
  const wx = x / view.k + view.x, wy = y / view.k + view.y, room = 4 / view.k;
  for (let n = count - 1; n >= 0; n--)
    if (Math.abs(place.x[n] - wx) < half(n)[0] / 2 + room && Math.abs(place.y[n] - wy) < half(n)[1] / 2 + room) return n;
  return -1;
}

const pointers = new Map();
let moved = 0;
canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  pointers.set(event.pointerId, at(event));
  moved = 0;
});
canvas.addEventListener("pointermove", (event) => {
  const [x, y] = at(event), was = pointers.get(event.pointerId);
  if (!was) {
    const n = hit(x, y);
    canvas.title = n < 0 ? "" : labels[n];
    canvas.style.cursor = n < 0 ? "" : "pointer";
    return;
  }
  moved += Math.abs(x - was[0]) + Math.abs(y - was[1]);
  if (pointers.size === 2) {
    const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
    const far = (p) => Math.hypot(p[0] - other[0], p[1] - other[1]) || 1;
    zoom(far([x, y]) / far(was), other[0], other[1]);
  } else if (moved > 4) {
    fitted = false;
    view.x -= (x - was[0]) / view.k;
    view.y -= (y - was[1]) / view.k;
    draw(true);
  }
  pointers.set(event.pointerId, [x, y]);
});
canvas.addEventListener("pointerup", (event) => {
  pointers.delete(event.pointerId);
  if (moved <= 4) choose(hit(...at(event)));
});
canvas.addEventListener("pointercancel", (event) => pointers.delete(event.pointerId));
canvas.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), ...at(event));
}, { passive: false });

// -- choosing ---------------------------------------------------------------------------------------------------------
function choose(n, show = false) {
  chosen = n;
  const none = { seen: new Uint8Array(count), found: [] };
  back = n < 0 ? null : way === "forward" ? { ...none, seen: none.seen.slice() } : reach(n, linesIn, source);
  forward = n < 0 ? null : way === "back" ? none : reach(n, linesOut, target);
  if (n >= 0) back.seen[n] = 1;
  panel();
  if (n >= 0 && show) center(n);
  draw();
}

function make(name, text, parent, more = {}) {
  const made = Object.assign(document.createElement(name), more);
  if (text !== null) made.textContent = text;
  parent.append(made);
  return made;
}

const plural = (number, one) => `${number.toLocaleString("en")} ${one}${number === 1 ? "" : "s"}`;

function panel() {
  const here = byId("panel");
  here.replaceChildren();
  if (chosen < 0) {
    make("h2", "Nothing is chosen", here);
    make("p", `${plural(lots, "lot")}, ${plural(count - lots, "event")}, ${plural(source.length, "line")}`, here);
    make("p", "Choose a lot or an event to see what is on record of it, what it was made from and where it went.", here);
    if (!complete) make("p", "The trace was cut at a depth: there is more than is shown.", here);
    if (starts.length) neighbours(here, "This is a trace of", starts.map((n) => [n, ""]));
    return;
  }
  make("h2", labels[chosen], here);
  make("p", chosen < lots ? "lot" : "event", here);
  const ways = make("p", null, here, { className: "buttons" });
  for (const [name, text] of [["back", "made from"], ["forward", "went into"], ["both", "both"]]) {
    make("button", text, ways, { type: "button", onclick: () => { way = name; choose(chosen); } }).setAttribute("aria-pressed", way === name);
    ways.append(" ");
  }
  const lotsOf = (reached) => reached.found.filter((n) => n < lots && n !== chosen).length;
  if (way !== "forward") make("p", `Made from ${plural(lotsOf(back), "lot")}.`, here).style.color = BACK;
  if (way !== "back") make("p", `Went into ${plural(lotsOf(forward), "lot")}.`, here).style.color = FORWARD;
  const list = make("dl", null, here);
  for (const [name, value] of Object.entries(facts[chosen])) { make("dt", name, list); make("dd", value, list); }
  const [into, from] = chosen < lots ? ["Went into", "Came out of"] : ["Out", "In"];
  neighbours(here, from, [...linesIn(chosen)].map((line) => [source[line], amounts[line]]));
  neighbours(here, into, [...linesOut(chosen)].map((line) => [target[line], amounts[line]]));
}

function neighbours(here, title, some) {
  if (!some.length) return;
  make("h3", title, here);
  const table = make("table", null, here);
  for (const [n, amount] of some.slice(0, 200)) {
    const row = make("tr", null, table), cell = make("td", null, row);
    make("button", labels[n] + (n < lots ? "" : ` (${facts[n].kind})`), cell, { type: "button", onclick: () => choose(n, true) });
    make("td", amount ?? "not stated", row);
  }
  if (some.length > 200) make("p", `and ${plural(some.length - 200, "line")} more`, here);
}

// -- colours ----------------------------------------------------------------------------------------------------------
function colour(name) {
  const values = new Map();
  const of = (n) => facts[n][name];
  for (let n = 0; n < count; n++) { const value = of(n); if (value !== undefined) values.set(value, (values.get(value) ?? 0) + 1); }
  const often = [...values].sort((a, b) => b[1] - a[1]).slice(0, PALETTE.length);
  const number = new Map(often.map(([value], k) => [value, k]));
  groups = often.map(([value, many], k) => ({ name: value, colour: PALETTE[k], many }));
  const other = groups.push({ name: `other (${values.size - often.length})`, colour: OTHER, many: 0 }) - 1;
  const unstated = groups.push({ name: `no ${name}`, colour: UNSTATED, many: 0 }) - 1;
  for (let n = 0; n < count; n++) {
    const value = of(n);
    group[n] = value === undefined ? unstated : number.get(value) ?? other;
    if (group[n] >= other) groups[group[n]].many++;
  }
  shownGroup = -1;
  const legend = byId("legend");
  legend.replaceChildren();
  groups.forEach((each, k) => {
    if (!each.many) return;
    const button = make("button", null, make("li", null, legend), { type: "button", title: "show these only" });
    make("i", null, button).style.background = each.colour;
    button.append(`${each.name} · ${each.many.toLocaleString("en")}`);
    button.onclick = () => {
      shownGroup = shownGroup === k ? -1 : k;
      for (const one of legend.querySelectorAll("button")) one.setAttribute("aria-pressed", shownGroup === k && one === button);
      draw();
    };
  });
  draw();
}

const names = new Set(["kind"]);
for (const each of facts) for (const name in each) names.add(name);
const choices = ["material", "kind", "disposition", "location", "supplier", "party", "order", "equipment", "person", "source"];
for (const name of choices) if (names.has(name)) make("option", name, byId("colour"), { value: name });
byId("colour").onchange = (event) => colour(event.target.value);
byId("axis").onchange = (event) => { place = layouts[event.target.value]; measure(); if (chosen >= 0) center(chosen); else fit(); };
byId("in").onclick = () => zoom(1.3);
byId("out").onclick = () => zoom(1 / 1.3);
byId("fit").onclick = fit;
byId("help").onclick = () => byId("help").setAttribute("aria-expanded", !(byId("keys").hidden = !byId("keys").hidden));

// -- finding ----------------------------------------------------------------------------------------------------------
const lower = labels.map((label) => label.toLowerCase());
const wanted = byId("wanted"), found = byId("found");
function matches() {
  const text = wanted.value.trim().toLowerCase(), some = [];
  if (text) {
    for (const fits of [(l) => l === text, (l) => l !== text && l.startsWith(text), (l) => !l.startsWith(text) && l.includes(text)])
      for (let n = 0; n < count && some.length < 20; n++) if (fits(lower[n])) some.push(n);
  }
  return some;
}
wanted.oninput = () => {
  const some = matches();
  found.replaceChildren();
  for (const n of some) make("button", labels[n] + (n < lots ? "" : ` (${facts[n].kind})`), make("li", null, found), { type: "button", onclick: () => take(n) });
  if (!some.length) make("li", "none", found);
  found.hidden = !wanted.value.trim();
};
function take(n) { found.hidden = true; choose(n, true); canvas.focus(); }
byId("search").onsubmit = (event) => { event.preventDefault(); const [n] = matches(); if (n !== undefined) take(n); };
byId("search").addEventListener("keydown", (event) => { if (event.key === "Escape") { found.hidden = true; canvas.focus(); } });
byId("search").addEventListener("focusout", (event) => { if (!byId("search").contains(event.relatedTarget)) found.hidden = true; });

// -- keys -------------------------------------------------------------------------------------------------------------
function nearest(nodes, from) {
  let best = -1, least = Infinity;
  for (const n of nodes) { const away = Math.abs(place.y[n] - place.y[from]); if (n !== from && away < least) { least = away; best = n; } }
  return best;
}
function beside(n, side) {
  let best = -1, least = Infinity;
  for (let m = 0; m < count; m++) {
    const down = (place.y[m] - place.y[n]) * side;
    if (m !== n && place.x[m] === place.x[n] && down > 0 && down < least) { least = down; best = m; }
  }
  return best;
}
const KEYS = {
  ArrowLeft: (n) => nearest([...linesIn(n)].map((line) => source[line]), n),
  ArrowRight: (n) => nearest([...linesOut(n)].map((line) => target[line]), n),
  ArrowUp: (n) => beside(n, -1),
  ArrowDown: (n) => beside(n, 1),
};
canvas.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key;
  if (key in KEYS) {
    const next = chosen < 0 ? starts[0] ?? (count ? 0 : -1) : KEYS[key](chosen);
    if (next >= 0) choose(next, true);
  } else if (key === "+" || key === "=") zoom(1.3);
  else if (key === "-") zoom(1 / 1.3);
  else if (key === "0") fit();
  else if (key === "c" && chosen >= 0) center(chosen);
  else if (key === "Escape") choose(-1);
  else if (key === "b" || key === "f" || key === "a") { way = { b: "back", f: "forward", a: "both" }[key]; choose(chosen); }
  else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !(event.target instanceof HTMLInputElement)) { event.preventDefault(); wanted.focus(); }
});

// -- size -------------------------------------------------------------------------------------------------------------
let first = true;
function resize() {
  const box = canvas.getBoundingClientRect();
  [width, height, ratio] = [box.width, box.height, window.devicePixelRatio || 1];
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.max(1, Math.round(height * ratio));
  if (!first && !fitted) draw();
  else if (first && fitting() < 0.01) center(starts[0] ?? 0); // so long that nothing would be seen of it
  else fit();
  first = false;
  if (asked) { cancelAnimationFrame(asked); asked = 0; }
  paint();
}
measure();
colour(byId("colour").value);
panel();
new ResizeObserver(resize).observe(canvas);
