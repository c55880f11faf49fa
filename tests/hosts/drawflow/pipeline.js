// From Drawflow's own export to what One Credit reads: the minimal form of a pipeline, and the volumes of its inputs.
import { KINDS, UNITS } from "./kinds.js";

/** `{ pipeline, volumes }` of what `editor.export()` gives. */
export function pipeline(exported) {
  const drawn = Object.values(exported.drawflow.Home.data);
  const volumes = {};
  for (const { id, name, data } of drawn) {
    if (name !== "input") continue;
    const { meter, per } = UNITS[data.unit];
    volumes[id] = { [meter]: times(data.volume, per) };
  }
  return { pipeline: { nodes: drawn.map(node), links: drawn.flatMap(links) }, volumes };
}

function node({ id, name, data }) {
  const { type, isTranslation } = KINDS[name];
  const written = { number: id, type, label: data.label };
  if (type !== "ASSET") return written;
  const values = [];
  if (name === "speech-recognition") values.push({ code: "language", value: "en" });
  if (isTranslation) values.push({ code: "sourcelanguage", value: "en" }, { code: "targetlanguage", value: data.target });
  return { ...written, function: name, assetId: data.model || undefined, inputValues: values };
}

const links = ({ id, outputs }) =>
  Object.values(outputs).flatMap(({ connections }) => connections.map((to) => ({ from: id, to: Number.parseInt(to.node, 10) })));

/** A decimal text times a whole number, exactly; any other text stays, so that the engine can say what is wrong with it. */
function times(text, factor) {
  const [, whole, fraction = ""] = /^\s*(\d{1,15})(?:\.(\d{1,10}))?\s*$/.exec(text) ?? [];
  if (whole === undefined) return text;
  const digits = String(BigInt(whole + fraction) * factor).padStart(fraction.length + 1, "0");
  const point = digits.length - fraction.length;
  return fraction ? `${digits.slice(0, point)}.${digits.slice(point)}` : digits;
}
