// The page: the graph, and beside it what it costs.
import { Background, Controls, ReactFlow } from "@xyflow/react";
import { useEffect, useMemo, useReducer, useRef, useState } from "react";
import { isNarrow, reduce, START } from "./graph.js";
import { KINDS } from "./kinds.js";
import { pipelineText, volumesText } from "./pipeline.js";
import { Designing, Step } from "./step.jsx";

const TYPES = { step: Step };
const FIT = { padding: 0.06, maxZoom: 1 };

export function Designer({ engine, at }) {
  const [{ nodes, edges, past }, dispatch] = useReducer(reduce, START);
  const [badges, setBadges] = useState({});
  const [kind, setKind] = useState("translation");
  const models = useMemo(() => {
    const known = {};
    return (name) => (known[name] ??= engine.models({ function: name, at }));
  }, [engine, at]);
  const designing = useMemo(() => ({ dispatch, badges, models, nodes, edges }), [badges, models, nodes, edges]);
  const view = useRef(null);
  const count = useRef(nodes.length);
  useEffect(() => {
    // A new node comes into sight.
    const newest = nodes.at(-1);
    if (nodes.length > count.current && view.current) {
      if (isNarrow) view.current.setCenter(newest.position.x + 116, newest.position.y + 90, { zoom: 1 });
      else view.current.fitView(FIT);
    }
    count.current = nodes.length;
  }, [nodes]);
  const pipeline = pipelineText(nodes, edges);
  const volumes = volumesText(nodes);

  return (
    <Designing.Provider value={designing}>
      <form
        className="bar"
        aria-label="Edit"
        onSubmit={(event) => {
          event.preventDefault();
          dispatch({ type: "add", kind });
        }}
      >
        <h1>Pipeline designer</h1>
        <label htmlFor="kind">Kind</label>
        <select id="kind" value={kind} onChange={(event) => setKind(event.target.value)}>
          {Object.entries(KINDS).map(([key, { name }]) => <option key={key} value={key}>{name}</option>)}
        </select>
        <button type="submit">Add node</button>
        <button type="button" disabled={past.length === 0} onClick={() => dispatch({ type: "undo" })}>Undo</button>
      </form>
      <main>
        <section className="canvas" aria-label="Pipeline">
          <ReactFlow
            nodes={nodes}
            edges={edges}
            nodeTypes={TYPES}
            colorMode="system"
            fitView={!isNarrow}
            fitViewOptions={FIT}
            onInit={(instance) => (view.current = instance)}
            defaultViewport={{ x: 24, y: 24, zoom: 1 }}
            onNodesChange={(changes) => dispatch({ type: "nodes", changes })}
            onEdgesChange={(changes) => dispatch({ type: "edges", changes })}
            onConnect={({ source, target }) => dispatch({ type: "connect", source, target })}
            onNodeDragStart={() => dispatch({ type: "grab" })}
            onBeforeDelete={async ({ nodes, edges }) => {
              // One step with its links, so that one undo brings all of it back.
              dispatch({ type: "remove", nodes: nodes.map(({ id }) => id), edges: edges.map(({ id }) => id) });
              return false;
            }}
          >
            <Background gap={22} />
            <Controls showInteractive={false} />
          </ReactFlow>
        </section>
        <aside aria-label="Cost">
          <credit-estimate
            pipeline={pipeline}
            volumes={useMemo(() => JSON.parse(volumes), [volumes])}
            at={at}
            oncredit-change={(event) => setBadges(event.currentTarget.badges)}
          >
            What this pipeline costs is computed here.
          </credit-estimate>
        </aside>
      </main>
    </Designing.Provider>
  );
}
