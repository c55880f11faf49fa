// <one-credit> as it is drawn: a sentence with the amount in it, a slider that agrees, and four cards.

import { amount, compact, number, shown, text } from './figure.js'
import { icon } from './icon.js'
import { DECADES, STEPS } from './ladder.js'
import { problemNote } from './note.js'
import { h } from './preact.js'

const ICONS = {
  'image-generation': 'picture',
  'optical-character-recognition': 'picture',
  'speech-recognition': 'microphone',
  'speech-synthesis': 'voice',
  translation: 'translate',
}

/** The view of the last good budget, with the problem that a later one has. */
export function view(part, problem) {
  const { host, buys, shown: figures } = part
  const isField = problem?.path === 'credits'
  return h('section', { class: 'stack', part: 'panel', 'aria-labelledby': 'sentence' },
    h('p', { class: 'sentence', part: 'sentence', id: 'sentence' },
      h('span', null, 'With'), ' ',
      h('input', {
        part: 'field', inputMode: 'decimal', autocomplete: 'off', size: 3, 'aria-label': 'Credits', value: part.field,
        'aria-invalid': isField ? 'true' : undefined, 'aria-describedby': isField ? 'problem' : undefined,
        onInput: (event) => part.type(event.target.value),
      }), ' ',
      h('span', null, buys.credits === '1' ? 'credit you can get' : 'credits you can get')),
    isField && h('p', { class: 'problem', id: 'problem', part: 'problem', role: 'alert' }, problem.message),
    problem && !isField && problemNote(problem),
    slider(part),
    h('ul', { class: 'cards', part: 'cards' }, buys.headlines.map((own, place) => card(own, figures.headlines[place], part))),
    h('p', { class: 'unseen', role: 'status', part: 'status' }, spoken(part, host.locale)))
}

function slider(part) {
  const tag = part.host.locale
  return h('div', { class: 'amount no-print', part: 'slider' },
    h('input', {
      type: 'range', 'aria-label': 'Credits, in steps', min: '0', max: STEPS.length - 1, value: part.place,
      'aria-valuetext': `${number(STEPS[part.place], tag)} credits`,
      onInput: (event) => part.slide(event.target.valueAsNumber),
    }),
    h('div', { class: 'decades', role: 'group', 'aria-label': 'Round amounts' }, DECADES.map((place) => h('button', {
      key: place, type: 'button', class: 'quiet', 'aria-pressed': String(part.buys.credits === STEPS[place]),
      'aria-label': `${number(STEPS[place], tag)} credits`, onClick: () => part.slide(place),
    }, number(STEPS[place], tag)))))
}

function card(own, figures, { host, unit }) {
  const tag = host.locale
  return h('li', { class: 'card', part: 'card', key: own.model.id },
    h('p', { class: 'verb' }, icon(ICONS[own.function.id] ?? 'text'), 'Up to'),
    own.gap === undefined
      ? h('p', { class: 'figure', part: 'figure' }, h('bdi', null, headline(own, figures, tag)), h('span', { class: 'what' }, figures.words))
      : h('p', null, h('span', { class: 'gap', part: 'gap' }, icon('warning'), 'not priced'), h('span', { class: 'under' }, own.gap)),
    h('p', { class: 'exact' }, exact(own, figures, tag)),
    h('p', { class: 'source' }, h('b', null, own.model.name), h('bdi', null, [
      own.supplier.name,
      figures.rate && `${amount(figures.rate, { tag, unit })} per ${figures.rate.unit}`,
    ].filter(Boolean).join(' · '))))
}

function headline({ unlimited }, { headline: own }, tag) {
  if (unlimited) return '∞'
  return own.compact ? compact(own.figure, tag) : text(own, tag)
}

function exact({ unlimited, gap }, { exact: own }, tag) {
  if (gap !== undefined) return null
  if (unlimited) return 'no charge'
  return ['exactly ', shown(own, tag), own.cut ? '…' : '']
}

/** "2 C: 100 pages translated, 80 minutes transcribed". */
function spoken({ buys, shown: figures, unit }, tag) {
  const said = buys.headlines.map((own, place) =>
    own.gap === undefined ? `${headline(own, figures.headlines[place], tag)} ${figures.headlines[place].words}` : `${own.function.name} not priced`)
  return `${amount(figures.credits, { tag, unit })}: ${said.join(', ')}`
}
