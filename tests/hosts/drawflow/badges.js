// What each node costs, without an element: the engine answers, and this page draws.
import { load } from "./one-credit/index.js";
import { pipeline } from "./pipeline.js";

const locale = document.documentElement.lang;

/** Starts the engine and answers with `cost(exported)`: `{ total, range, badges }`, or throws what is wrong. */
export async function start({ at } = {}) {
  const engine = await load();
  const cost = (exported) => {
    const read = pipeline(exported);
    const estimate = engine.pipeline(read.pipeline, { volumes: read.volumes, at });
    const shown = engine.shown(estimate);
    const gaps = new Map(estimate.lines.filter(({ gap }) => gap).map(({ node, gap }) => [node, gap]));
    const badges = new Map(shown.nodes.map((node) => [node.node, badge(node, gaps.get(node.node))]));
    return {
      total: estimate.complete ? credits(shown.total) : `${credits(shown.total)}, not all priced`,
      range: shown.certain ? "" : `${credits(shown.low)} to ${credits(shown.high)}`,
      badges,
    };
  };
  return { cost, engine };
}

/** A node without a price says so, and is never 0. */
function badge({ credits: range, complete }, gap) {
  if (!range) return { text: "not priced", title: gap, isGap: true };
  return {
    text: complete ? credits(range.expected) : `${credits(range.expected)}, part not priced`,
    title: gap ?? (range.low.figure === range.high.figure ? "" : `${credits(range.low)} to ${credits(range.high)}`),
    isGap: !complete,
  };
}

/** A figure is rounded already, and is text: Intl writes it digit by digit. */
function credits({ figure, digits, below }) {
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: digits });
  return `${below ? "< " : ""}${format.format(figure)}\u00a0C`;
}
