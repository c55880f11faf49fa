// What a designer writes beside each of its nodes.

import { amount, text } from './figure.js'

/** By the number of each node that costs something or has no price. */
export function badges(estimate, shown, { tag, unit }) {
  const gaps = new Map()
  for (const line of estimate.lines) {
    if (line.gap !== undefined && line.node !== undefined && !gaps.has(line.node)) gaps.set(line.node, line.gap)
  }
  const found = {}
  for (const { node, credits, complete } of shown.nodes) {
    const figures = credits && { low: short(credits.low), expected: short(credits.expected), high: short(credits.high) }
    const words = []
    if (figures) words.push(amount(figures.expected, { tag, unit }))
    if (!complete) words.push(figures ? 'part not priced' : 'not priced')
    const isRange = figures && figures.low.figure !== figures.high.figure
    found[node] = Object.freeze({
      credits: figures && Object.freeze({ low: figures.low.figure, expected: figures.expected.figure, high: figures.high.figure }),
      text: words.join(', '),
      range: isRange ? `${text(figures.low, tag)} to ${text(figures.high, tag)}\u00a0${unit}` : null,
      gap: gaps.get(node) ?? null,
    })
  }
  return Object.freeze(found)
}

/** A figure by itself needs no more digits than it has; the columns of a table have those of the longest. */
const short = (figure) => ({ ...figure, figure: figure.below ? figure.figure : figure.figure.replace(/(\.\d\d\d*?)0+$/, '$1') })
