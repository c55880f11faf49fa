// Serves the hosts to look at: `node tests/hosts/show.mjs`, after `cargo xtask dist`. Ctrl-C ends it.
import { drawflow, reactFlow } from "./designers.mjs";
import { sites } from "./frame.mjs";

const [onReactFlow, onDrawflow, { designer }] = await Promise.all([reactFlow(), drawflow(), sites()]);
console.log(`A designer on React Flow, with <credit-estimate>:  ${onReactFlow.origin}/
A designer on Drawflow, which draws itself:        ${onDrawflow.origin}/
A page with the element in an iframe:              ${designer.origin}/plain/
The same, sandboxed:                               ${designer.origin}/sandboxed/`);
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(0));
