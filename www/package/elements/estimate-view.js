// <credit-estimate> as it is drawn: the total, a line for each node, what was assumed, what the wallet says.

import { assumptions } from './assumptions-view.js'
import { amount, shown, text } from './figure.js'
import { icon } from './icon.js'
import { note, problemNote, unanswered } from './note.js'
import { Fragment, h } from './preact.js'

/** The view of the last good estimate, with the problem that a later value has. */
export function view(part, problem) {
  const { host, estimate, unit } = part
  const heading = host.word('heading') ?? 'What it costs'
  const culprit = part.culprit(problem)
  return h('section', { class: host.has('compact') ? 'panel stack compact' : 'panel stack', part: 'panel', 'aria-labelledby': 'heading' },
    h('div', { class: 'row apart' },
      h('h2', { id: 'heading', part: 'heading' }, heading),
      state(estimate)),
    total(part),
    problem && culprit === undefined && problemNote(problem),
    lines(part),
    estimate.warnings.length > 0 &&
      h('div', { key: 'warnings' }, note('warn', estimate.warnings.map((warning) => h('p', { key: warning }, warning)))),
    wallet(part),
    part.isUnanswered && unanswered(),
    assumptions(part, culprit, problem),
    h('p', { class: 'unseen', role: 'status', part: 'status' }, spoken(part, unit)))
}

/** Whether the total holds everything. */
function state({ gaps }) {
  if (gaps.length === 0) return h('p', { class: 'done', part: 'complete' }, icon('done'), 'complete')
  return h('p', { class: 'gap', part: 'gap' }, icon('warning'), `${count(gaps)} not priced`)
}

const count = (gaps) => (gaps.length === 1 ? '1 line' : `${gaps.length} lines`)

function total({ shown: figures, estimate, host, unit }) {
  const tag = host.locale
  return h('div', { class: 'total', part: 'total' },
    h('p', { class: 'sum' },
      h('bdi', { part: 'amount' }, text(figures.total, tag)),
      h('span', { class: 'unit' }, `\u00a0${unit}${figures.certain ? '' : ' expected'}`)),
    !figures.certain && h('p', { class: 'soft', part: 'range' }, 'between ', shown(figures.low, tag), ' and ', shown(figures.high, tag)),
    figures.rounded && h('p', { class: 'soft small' }, 'exactly ', h('bdi', null, text({ figure: estimate.total }, tag))))
}

/** The lines of each node, in the order in which work flows; those of one node stand together. */
function lines(part) {
  const { estimate, shown: figures, host, unit } = part
  const isCompact = host.has('compact')
  const rows = new Map(figures.nodes.map(({ node, row }) => [node, row]))
  const bodies = []
  estimate.lines.forEach((line, place) => {
    const own = [line, figures.lines[place]]
    const last = bodies.at(-1)
    if (last && line.node !== undefined && last.node === line.node) last.cells.push(own)
    else bodies.push({ node: line.node, key: line.node ?? line.id, cells: [own] })
  })
  return h('table', { part: 'lines', 'aria-labelledby': 'heading' },
    h('thead', null, h('tr', null,
      h('th', { scope: 'col' }, isNodes(estimate) ? 'Model' : 'Node'),
      !isCompact && h('th', { scope: 'col', class: 'num quantity' }, 'Quantity'),
      h('th', { scope: 'col', class: 'num' }, `Credits, ${unit}`))),
    bodies.map(({ key, cells }) => h('tbody', { key, part: 'node' },
      cells.map(([line, own], place) => h('tr', { key: line.id, part: line.credits ? 'line' : 'line gap-line' },
        place === 0 && h('th', { scope: 'rowgroup', rowSpan: cells.length }, line.label, !isCompact && by(line, own, rows.get(line.node), part)),
        line.credits
          ? h(Fragment, null, !isCompact && h('td', { class: 'num quantity' }, quantity(own, host.locale)), cost(own, host.locale, isCompact))
          : h('td', { class: 'num', colSpan: isCompact ? 1 : 2 },
              h('span', { class: 'gap', part: 'gap' }, icon('warning'), 'not priced'),
              h('span', { class: 'under' }, line.gap)))))))
}

const isNodes = (estimate) => 'entrants' in estimate

/** Whose price it is, the rate where it is one figure, and what a row of a benchmark costs. */
function by(line, { rate }, row, { host, unit }) {
  const written = (figure) => amount(figure, { tag: host.locale, unit })
  const all = [line.supplier, rate && `${written(rate)} per ${rate.unit}`, row && `${written(row)} a row`].filter(Boolean)
  return all.length > 0 && h('span', { class: 'under' }, h('bdi', null, all.join(' · ')))
}

const quantity = ({ quantity: own }, tag) =>
  own && h(Fragment, null, shown(own, tag), h('span', { class: 'under' }, own.unit))

/** What a line costs; where there is no column for it, with what it costs that for. */
function cost({ credits: { low, expected, high }, quantity: own }, tag, isCompact) {
  const isRange = low.figure !== high.figure
  return h('td', { class: 'num' },
    h('b', { part: 'credits' }, shown(expected, tag)),
    isRange && h('span', { class: 'under' }, shown(low, tag), ' to ', shown(high, tag)),
    own && !isCompact && h('span', { class: 'under narrow' }, h('bdi', null, `${text(own, tag)} ${own.unit}`)))
}

/** What is left of the wallet, or missing. */
function wallet(part) {
  const { wallet: own, host, unit } = part
  if (!own) return null
  const written = (figure) => h('bdi', null, amount(figure, { tag: host.locale, unit }))
  const isMissing = own.missing !== null
  return h('div', { class: isMissing ? 'wallet note warn' : 'wallet note', part: 'wallet', key: 'wallet' },
    icon(isMissing ? 'warning' : 'done'),
    h('div', { class: 'row apart' },
      h('p', null, written(own.shown.available), ' available, ',
        isMissing ? h('b', null, written(own.shown.missing), ' missing') : h(Fragment, null, written(own.shown.left), ' left after this')),
      isMissing && h('button', { class: 'button first no-print', part: 'button', type: 'button', onClick: () => part.addCredits() }, 'Add credits')))
}

/** The total in one sentence, for those who hear it. */
function spoken({ shown: figures, estimate, host }, unit) {
  const said = amount(figures.total, { tag: host.locale, unit })
  return estimate.gaps.length === 0 ? `Total ${said}, complete` : `Total ${said}, ${count(estimate.gaps)} not priced`
}
