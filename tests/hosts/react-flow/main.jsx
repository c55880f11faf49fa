// A small pipeline designer on React Flow. <credit-estimate> beside it says what the pipeline costs, and gives each node its badge.
import "@xyflow/react/dist/style.css";
import "./designer.css";
import "one-credit/define";
import { load } from "one-credit";
// The bundler puts the file beside the script and gives its address.
import wasm from "one-credit/engine_bg.wasm";
import { createRoot } from "react-dom/client";
import { Designer } from "./designer.jsx";

const engine = await load({ wasm });
const at = new URLSearchParams(location.search).get("at") ?? undefined;
createRoot(document.getElementById("root")).render(<Designer engine={engine} at={at} />);
