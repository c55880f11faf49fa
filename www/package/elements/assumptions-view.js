// The assumptions behind an estimate, each to be changed where it stands; one that was changed is marked.

import { h } from './preact.js'

const FIGURES = ['low', 'expected', 'high']

/** The list; nothing where nothing was assumed. */
export function assumptions(part, culprit, problem) {
  const { estimate: { assumptions: all }, edits } = part
  if (all.length === 0) return null
  const edited = all.filter(({ id, edited }) => edited || edits.has(id)).length
  return h('details', { part: 'assumptions', key: 'assumptions', class: 'assumptions' },
    h('summary', null, 'What we assume', edited > 0 && h('span', { class: 'tag', part: 'edited' }, `${edited} edited`)),
    edits.size > 0 && h('p', { key: 'all' }, h('button', { class: 'quiet no-print', type: 'button', onClick: () => part.reset() }, 'Reset all')),
    all.map((assumption) => one(part, assumption, assumption.id === culprit ? problem : null)))
}

function one(part, assumption, problem) {
  const { id, label, unit, source } = assumption
  const edit = part.edits.get(id)
  const values = edit ?? assumption.value
  const isEdited = edit !== undefined || assumption.edited
  return h('div', { class: 'assumption', part: 'assumption', role: 'group', 'aria-label': label, key: id },
    h('p', { class: 'what' }, label, isEdited && h('span', { class: 'tag', part: 'edited' }, 'edited')),
    h('div', { class: 'three' }, FIGURES.map((which) => h('label', { key: which },
      h('span', { class: 'small soft', 'aria-hidden': 'true' }, which),
      h('input', {
        class: 'num', part: 'field', inputMode: 'decimal', autocomplete: 'off', 'aria-label': `${label}, ${which}`,
        'aria-invalid': problem ? 'true' : undefined, value: values[which],
        onInput: (event) => part.edit(assumption, which, event.target.value),
      })))),
    problem && h('p', { class: 'problem', role: 'alert' }, problem.message),
    h('p', { class: 'small soft' }, `In ${unit}. ${source} `,
      edit && h('button', { class: 'quiet no-print', type: 'button', 'aria-label': `Reset: ${label}`, onClick: () => part.reset(id) }, 'Reset')))
}
