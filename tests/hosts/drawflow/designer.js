// A small pipeline designer on Drawflow. One Credit computes what each node costs after each edit; see badges.js.
import { start } from "./badges.js";
import { KINDS, LANGUAGES, UNITS } from "./kinds.js";

const by = (id) => document.getElementById(id);
const at = new URLSearchParams(location.search).get("at") ?? undefined;
const { cost, engine } = await start({ at });

const canvas = by("canvas");
const editor = new globalThis.Drawflow(canvas);
editor.draggable_inputs = false;
editor.reroute = false;
editor.start();
// Drawflow's own way to fill a node is innerHTML; a registered element keeps markup out of it.
editor.registerNode("node", document.createElement("div"));

const nodes = () => Object.values(editor.drawflow.drawflow.Home.data);
const card = (id) => canvas.querySelector(`#node-${id} .card`);
let selected;
/** What was drawn before each edit, newest last; `now` is what is drawn. */
const past = [];
let now;
/** The field whose typing is one edit, however many letters it has. */
let typing;
let isDue = false;
let isRestoring = false;

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  const { name, ...rest } = properties;
  if (name) element.setAttribute("aria-label", name);
  Object.assign(element, rest);
  element.append(...children);
  return element;
}

function choice(name, options, value, set) {
  const select = make("select", { name });
  for (const [key, text] of Object.entries(options)) select.append(make("option", { value: key }, text));
  select.value = value;
  select.addEventListener("change", () => set(select.value));
  return select;
}

const models = (kind) => {
  const found = engine.models({ function: kind, at });
  const listed = found.map(({ id, name, price }) => [id, price ? name : `${name} (not priced)`]);
  return { "": "No model yet", ...Object.fromEntries(listed) };
};

/** Fills what Drawflow has drawn: a name, what the kind is asked for, what it costs. */
function fill(id) {
  const { name: kind, data } = editor.getNodeFromId(id);
  const set = (key) => (value) => {
    editor.updateNodeDataFromId(id, { ...editor.getNodeFromId(id).data, [key]: value });
    edited(`${id} ${key}`);
  };
  const title = make("input", { name: "Name", value: data.label, className: "title" });
  title.addEventListener("input", () => set("label")(title.value));
  const remove = make("button", { type: "button", name: `Delete ${data.label}`, className: "remove" }, "×");
  remove.addEventListener("click", () => editor.removeNodeId(`node-${id}`));
  const fields = [];
  if (kind === "input") {
    const volume = make("input", { name: "Volume", value: data.volume, inputMode: "decimal", className: "volume" });
    volume.addEventListener("input", () => set("volume")(volume.value));
    const units = Object.fromEntries(Object.entries(UNITS).map(([key, { name }]) => [key, name]));
    fields.push(make("div", { className: "pair" }, volume, choice("Unit", units, data.unit, set("unit"))));
  }
  if (KINDS[kind].type === "ASSET") fields.push(choice("Model", models(kind), data.model, set("model")));
  if (KINDS[kind].isTranslation) fields.push(choice("Into", LANGUAGES, data.target, set("target")));
  const body = make("div", { className: "card" }, make("div", { className: "head" }, title, remove), ...fields);
  body.setAttribute("role", "group");
  body.setAttribute("aria-label", data.label);
  if (KINDS[kind].type === "ASSET") body.append(make("output", { className: "badge", name: `Cost of ${data.label}` }, "…"));
  canvas.querySelector(`#node-${id} .drawflow_content_node`).replaceChildren(body);
}

function add(kind, data, x, y) {
  const { name, inputs, outputs } = KINDS[kind];
  const own = { label: name, model: "", target: "es", volume: "60", unit: "minutes", ...data };
  return editor.addNode(kind, inputs, outputs, x, y, kind, own, "node", true);
}

/** Draws the badges of the pipeline as it stands. What is wrong with it is said, and the last good badges stay. */
function price() {
  const problem = by("problem");
  try {
    const { total, range, badges } = cost(now);
    by("total").value = total;
    by("range").textContent = range;
    for (const { id } of nodes()) {
      const badge = card(id)?.querySelector(".badge");
      if (!badge) continue;
      const { text = "costs nothing", title = "", isGap = false } = badges.get(id) ?? {};
      badge.value = text;
      badge.title = title;
      badge.classList.toggle("gap", isGap);
    }
    problem.hidden = true;
  } catch (why) {
    problem.textContent = (why.errors ?? [why]).map(({ message }) => message).join(". ");
    problem.hidden = false;
  }
}

/** The lists and names that follow the nodes. */
function name() {
  for (const { id, name: kind, data } of nodes()) {
    const body = card(id);
    if (!body) continue;
    body.setAttribute("aria-label", data.label);
    body.querySelector(".remove").setAttribute("aria-label", `Delete ${data.label}`);
    if (KINDS[kind].type === "ASSET") body.querySelector(".badge").setAttribute("aria-label", `Cost of ${data.label}`);
  }
  for (const [end, side] of [["from", "outputs"], ["to", "inputs"]]) {
    const kept = by(end).value;
    const options = nodes().filter((node) => KINDS[node.name][side] > 0);
    by(end).replaceChildren(...options.map(({ id, data }) => make("option", { value: id }, data.label)));
    if (options.some(({ id }) => String(id) === kept)) by(end).value = kept;
  }
  by("undo").disabled = past.length === 0;
}

/** Drawflow tells each part of an edit, such as every link of a node that goes: what happens at once is one edit. */
function edited(field) {
  if (isRestoring || isDue) return;
  isDue = true;
  queueMicrotask(() => settle(field));
}

function settle(field) {
  isDue = false;
  // Drawflow leaves the wrapper of a node that it removes.
  for (const wrapper of canvas.querySelectorAll(".parent-node:empty")) wrapper.remove();
  const next = editor.export();
  if (JSON.stringify(next) === JSON.stringify(now)) return;
  if (field === undefined || field !== typing) past.push(now);
  typing = field;
  now = next;
  show();
}

function show() {
  name();
  price();
}

function restore(drawn) {
  isRestoring = true;
  editor.import(structuredClone(drawn));
  for (const { id } of nodes()) fill(id);
  for (const { id } of nodes()) editor.updateConnectionNodes(`node-${id}`);
  isRestoring = false;
  selected = typing = undefined;
  now = drawn;
  show();
}

editor.on("nodeSelected", (id) => (selected = Number.parseInt(id, 10)));
editor.on("nodeUnselected", () => (selected = undefined));
for (const event of ["connectionCreated", "connectionRemoved", "nodeRemoved", "nodeMoved"]) editor.on(event, () => edited());

by("kind").append(...Object.entries(KINDS).map(([kind, { name }]) => make("option", { value: kind }, name)));
by("kind").value = "translation";
by("tools").addEventListener("submit", (event) => {
  event.preventDefault();
  const kind = by("kind").value;
  // Below what is there, and to the right of the node that is selected.
  const before = nodes().find((node) => node.id === selected);
  const lowest = Math.max(0, ...nodes().map(({ pos_y }) => pos_y));
  const id = add(kind, {}, innerWidth < 720 || !before ? 40 : before.pos_x + 290, lowest + 200);
  fill(id);
  // It works on what the selected node gives, if there is one and both have an end for it.
  if (before && KINDS[before.name].outputs > 0 && KINDS[kind].inputs > 0) {
    editor.addConnection(before.id, id, "output_1", "input_1");
  }
  edited();
  card(id).querySelector(".title").focus();
});
by("link").addEventListener("click", () => editor.addConnection(by("from").value, by("to").value, "output_1", "input_1"));
by("undo").addEventListener("click", () => past.length > 0 && restore(past.pop()));
by("verified").textContent = engine.prices.verified;

// In a row, or under each other where a row does not fit.
const spot = (place) => (innerWidth < 720 ? [40, 30 + place * 190] : [40 + place * 290, 40]);
const placed = [
  add("input", { label: "Interview" }, ...spot(0)),
  add("speech-recognition", { model: "aws/transcribe" }, ...spot(1)),
  add("translation", { model: "azure/translator" }, ...spot(2)),
  add("speech-synthesis", { model: "google/text-to-speech" }, ...spot(3)),
];
placed.forEach((id) => fill(id));
for (const [place, id] of placed.entries()) if (place > 0) editor.addConnection(placed[place - 1], id, "output_1", "input_1");
now = editor.export();
past.length = 0;
show();
