// <credit-balance> as it is drawn: what is available, what that is made of, and the way to more.

import { amount } from './figure.js'
import { icon } from './icon.js'
import { problemNote } from './note.js'
import { h } from './preact.js'

/** The view of the last good wallet, with the problem that a later one has. */
export function view(part, problem) {
  const { host, wallet, unit } = part
  const written = (figure) => amount(figure, { tag: host.locale, unit })
  const isOverdrawn = wallet.available.startsWith('-')
  const row = (head, name) => h('div', { key: name, part: name },
    h('dt', null, head), h('dd', { class: 'num' }, h('bdi', null, written(wallet.shown[name]))))
  return h('section', { class: 'panel stack', part: 'panel', 'aria-labelledby': 'heading' },
    h('div', { class: 'row apart' },
      h('h2', { id: 'heading', part: 'heading' }, host.word('heading') ?? 'Balance'),
      (wallet.low || isOverdrawn) && h('p', { class: 'gap', part: 'low' }, icon('warning'), isOverdrawn ? 'Overdrawn' : 'Low')),
    h('dl', { class: 'figures', part: 'figures' }, row('Available', 'available'), row('Reserved', 'reserved'), row('Total', 'total')),
    problem && problemNote(problem),
    h('button', { class: 'button first no-print', part: 'button', type: 'button', onClick: () => part.addCredits() }, 'Add credits'),
    h('p', { class: 'unseen', role: 'status', part: 'status' }, `${written(wallet.shown.available)} available${wallet.low ? ', low' : ''}`))
}
