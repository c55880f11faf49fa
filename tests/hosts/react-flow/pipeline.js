// From React Flow's nodes and edges to what One Credit reads: the minimal form of a pipeline, and the volumes of its inputs.
import { KINDS } from "./kinds.js";

/** The pipeline as JSON text: the same graph is the same text, wherever its nodes are drawn. */
export function pipelineText(nodes, edges) {
  const links = edges.map(({ source, target }) => ({ from: source, to: target }));
  return JSON.stringify({ nodes: nodes.map(written), links });
}

/** `{ "<number of the input>": { "<meter>": "<quantity>" } }`, as text for the same reason. */
export function volumesText(nodes) {
  const inputs = nodes.filter(({ data }) => data.kind === "input");
  return JSON.stringify(Object.fromEntries(inputs.map(({ id, data }) => [id, { [data.meter]: data.volume }])));
}

function written({ id, data }) {
  const { type, isTranslation } = KINDS[data.kind];
  const node = { number: id, type, label: data.label };
  if (type !== "ASSET") return node;
  const inputValues = [];
  if (data.kind === "speech-recognition") inputValues.push({ code: "language", value: "en" });
  if (isTranslation) inputValues.push({ code: "sourcelanguage", value: "en" }, { code: "targetlanguage", value: data.target });
  return { ...node, function: data.kind, assetId: data.model || undefined, inputValues };
}
