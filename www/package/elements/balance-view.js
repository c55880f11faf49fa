// <credit-balance> as it is drawn: what is available, what that is made of, and the way to more.

import { amount } from './figure.js'
import { icon } from './icon.js'
import { problemNote, unanswered } from './note.js'
import { Fragment, h } from './preact.js'

/** The view of the last good wallet, with the problem that a later one has. */
export function view(part, problem) {
  const { host, wallet, unit, adding } = part
  const written = (figure) => amount(figure, { tag: host.locale, unit })
  const isOverdrawn = wallet.available.startsWith('-')
  const row = (head, name) => h('div', { key: name, part: name },
    h('dt', null, head), h('dd', { class: 'num' }, h('bdi', null, written(wallet.shown[name]))))
  return h('section', { class: 'panel stack', part: 'panel', 'aria-labelledby': 'heading' },
    h('div', { class: 'row apart' },
      h('h2', { id: 'heading', part: 'heading' }, host.word('heading') ?? 'Balance'),
      (wallet.low || isOverdrawn) && h('p', { class: 'gap', part: 'low' }, icon('warning'), isOverdrawn ? 'Overdrawn' : 'Low')),
    h('dl', { class: 'figures', part: 'figures' }, row('Available', 'available'), row('Reserved', 'reserved'), row('Total', 'total'),
      wallet.missing !== null && row('Missing', 'missing')),
    problem && problemNote(problem),
    adding
      ? form(part, written)
      : h('button', { key: 'add', class: 'button first no-print', part: 'button', type: 'button', onClick: () => part.ask() }, 'Add credits'),
    h('p', { class: 'unseen', role: 'status', part: 'status' }, `${written(wallet.shown.available)} available${wallet.low ? ', low' : ''}`))
}

/** The amount to add, and what of it was understood. */
function form(part, written) {
  const { adding, limits, isUnanswered } = part
  return h('div', { key: 'form', class: 'adding no-print', part: 'form', role: 'group', 'aria-label': 'Add credits',
    onKeyDown: (event) => {
      if (event.key === 'Escape') part.cancel()
      // There is no form to submit: a host's policy may forbid forms altogether.
      else if (event.key === 'Enter' && event.target.localName === 'input') {
        // The same key would press the button that has the focus next.
        event.preventDefault()
        part.send()
      }
    } },
  h('label', { class: 'small soft', for: 'amount' }, 'Amount'),
  h('input', {
    id: 'amount', part: 'field', inputMode: 'decimal', autocomplete: 'off', value: adding.text, ref: focusOnce,
    'aria-invalid': adding.problem ? 'true' : undefined, 'aria-describedby': 'understood', onInput: (event) => part.type(event.target.value),
  }),
  h('p', { id: 'understood', class: adding.problem ? 'problem' : 'small soft', part: 'understood' },
    adding.problem ?? h(Fragment, null, 'Understood as ', h('bdi', null, written(adding.shown)), ': US$1 a credit, no fee.')),
  h('div', { class: 'row' }, limits.presets.map((preset) => h('button', {
    key: preset, class: 'chip', type: 'button', 'aria-pressed': String(adding.credits === preset), onClick: () => part.type(preset),
  }, preset))),
  isUnanswered && unanswered(),
  h('div', { class: 'row' },
    h('button', {
      class: 'button first', part: 'button', type: 'button', 'aria-disabled': String(adding.credits === null), onClick: () => part.send(),
    }, 'Continue to payment'),
    h('button', { class: 'quiet', type: 'button', onClick: () => part.cancel() }, 'Cancel')))
}

/** The focus follows from the button, which is gone, to the field. */
function focusOnce(field) {
  if (field && !field.isSeen) {
    field.isSeen = true
    field.focus()
    field.select()
  }
}
