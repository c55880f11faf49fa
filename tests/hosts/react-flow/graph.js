// The drawn graph and everything that changes it, with the way back.
import { addEdge, applyEdgeChanges, applyNodeChanges } from "@xyflow/react";
import { KINDS } from "./kinds.js";

const MOST_STEPS = 100;

const node = (id, kind, x, y, data) => ({
  id,
  type: "step",
  position: { x, y },
  ariaLabel: data.label ?? KINDS[kind].name,
  data: { kind, label: KINDS[kind].name, model: "", target: "es", volume: "3600", meter: "seconds.audio", ...data },
});

const edge = (source, target) => ({ id: `${source}-${target}`, source, target });

/** In a row, or under each other on a screen where a row would be too small to read. */
export const isNarrow = globalThis.innerWidth < 720;
const spot = (place) => (isNarrow ? [0, place * 210] : [place * 256, 0]);

/** Interview to Spanish sound. */
export const START = {
  nodes: [
    node("1", "input", ...spot(0), { label: "Interview" }),
    node("2", "speech-recognition", ...spot(1), { model: "aws/transcribe" }),
    node("3", "translation", ...spot(2), { model: "azure/translator" }),
    node("4", "speech-synthesis", ...spot(3), { model: "google/text-to-speech" }),
  ],
  edges: [edge("1", "2"), edge("2", "3"), edge("3", "4")],
  past: [],
  /** The field whose typing is one step, however many letters it has. */
  typing: null,
};

/** One step that can be taken back. */
function step(state, change, typing = null) {
  const isSame = typing !== null && typing === state.typing;
  const { nodes, edges } = state;
  const past = isSame ? state.past : [...state.past.slice(1 - MOST_STEPS), { nodes, edges }];
  return { ...state, ...change, past, typing };
}

export function reduce(state, action) {
  const { nodes, edges } = state;
  switch (action.type) {
    case "nodes":
      return { ...state, nodes: applyNodeChanges(action.changes, nodes) };
    case "edges":
      return { ...state, edges: applyEdgeChanges(action.changes, edges) };
    case "grab":
      return step(state, {});
    case "add": {
      const id = String(Math.max(0, ...nodes.map(({ id }) => Number.parseInt(id, 10))) + 1);
      const before = nodes.find(({ selected }) => selected) ?? nodes.at(-1);
      const lowest = Math.max(0, ...nodes.map(({ position }) => position.y));
      const added = { ...node(id, action.kind, before?.position.x ?? 0, lowest + 230, {}), selected: true };
      return step(state, { nodes: [...nodes.map((node) => ({ ...node, selected: false })), added] });
    }
    case "edit": {
      const edited = (node) => {
        if (node.id !== action.id) return node;
        const data = { ...node.data, [action.key]: action.value };
        return { ...node, data, ariaLabel: data.label };
      };
      return step(state, { nodes: nodes.map(edited) }, `${action.id} ${action.key}`);
    }
    case "connect":
      return step(state, { edges: addEdge(edge(action.source, action.target), edges) });
    case "feed": {
      const others = edges.filter(({ target }) => target !== action.target);
      return step(state, { edges: action.source ? [...others, edge(action.source, action.target)] : others });
    }
    case "remove": {
      const isGone = (id) => action.nodes.includes(id);
      return step(state, {
        nodes: nodes.filter(({ id }) => !isGone(id)),
        edges: edges.filter(({ id, source, target }) => !isGone(source) && !isGone(target) && !action.edges.includes(id)),
      });
    }
    case "undo":
      return state.past.length === 0 ? state : { ...state, ...state.past.at(-1), past: state.past.slice(0, -1), typing: null };
    default:
      throw new Error(`there is no action "${action.type}"`);
  }
}
