// One node of the pipeline: what it is called, what does the work, what feeds it, and what it costs.
import { Handle, Position } from "@xyflow/react";
import { createContext, useContext } from "react";
import { KINDS, LANGUAGES, METERS } from "./kinds.js";

/** `{ dispatch, badges, models, nodes, edges }`. */
export const Designing = createContext(null);

export function Step({ id, data }) {
  const { dispatch, badges, models, nodes, edges } = useContext(Designing);
  const kind = KINDS[data.kind];
  const field = (key) => ({
    className: "nodrag",
    value: data[key],
    onChange: (event) => dispatch({ type: "edit", id, key, value: event.target.value }),
  });
  const feeds = nodes.filter((node) => node.id !== id && KINDS[node.data.kind].hasOutput);
  const source = edges.find(({ target }) => target === id)?.source ?? "";
  return (
    <>
      {kind.hasInput && <Handle type="target" position={Position.Left} />}
      <header>
        <input {...field("label")} className="nodrag title" aria-label="Name" />
        <button
          type="button"
          className="nodrag remove"
          aria-label={`Delete ${data.label}`}
          onClick={() => dispatch({ type: "remove", nodes: [id], edges: [] })}
        >
          ×
        </button>
      </header>
      {data.kind === "input" && (
        <div className="pair">
          <input {...field("volume")} aria-label="Volume" inputMode="decimal" />
          <select {...field("meter")} aria-label="Unit">
            {Object.entries(METERS).map(([meter, name]) => <option key={meter} value={meter}>{name}</option>)}
          </select>
        </div>
      )}
      {kind.type === "ASSET" && (
        <select {...field("model")} aria-label="Model">
          <option value="">No model yet</option>
          {models(data.kind).map(({ id, name, price }) => <option key={id} value={id}>{price ? name : `${name} (not priced)`}</option>)}
        </select>
      )}
      {kind.isTranslation && (
        <select {...field("target")} aria-label="Into">
          {Object.entries(LANGUAGES).map(([tag, name]) => <option key={tag} value={tag}>{name}</option>)}
        </select>
      )}
      {kind.hasInput && (
        <select
          className="nodrag"
          aria-label="Fed by"
          value={source}
          onChange={(event) => dispatch({ type: "feed", source: event.target.value, target: id })}
        >
          <option value="">Fed by nothing</option>
          {feeds.map(({ id, data }) => <option key={id} value={id}>{`Fed by ${data.label}`}</option>)}
        </select>
      )}
      {kind.type === "ASSET" && <Badge name={data.label} badge={badges[id]} />}
      {kind.hasOutput && <Handle type="source" position={Position.Right} />}
    </>
  );
}

/** What <credit-estimate> says of the node. A node without a price says so, and is never 0. */
function Badge({ name, badge }) {
  const isGap = Boolean(badge?.gap);
  return (
    <output className={isGap ? "badge gap" : "badge"} aria-label={`Cost of ${name}`} title={badge?.gap ?? badge?.range ?? ""}>
      {badge?.text ?? "…"}
    </output>
  );
}
