// What an element says when something is not as it should be: one sentence, quietly, beside what it last showed.

import { icon } from './icon.js'
import { Fragment, h } from './preact.js'

/** A value that could not be used; the view is the last good one. */
export const problemNote = ({ message, path }) =>
  h('p', { class: 'note bad problem-note', part: 'problem', key: 'problem' },
    icon('error'),
    h('span', null, message, path && h('span', { class: 'under' }, path)))

/** A remark. */
export const note = (kind, ...content) =>
  h('div', { class: `note ${kind}`, part: 'note' }, icon(kind === 'warn' ? 'warning' : 'error'), h('div', null, content))

/** That nobody took an order. */
export const unanswered = () =>
  h('p', { class: 'note warn', part: 'note', role: 'alert', key: 'unanswered' }, icon('warning'), h('span', null, 'This page does not take payments.'))

/** The host's own content, with one sentence on what is in the way. */
export const unready = (problem, retry) =>
  h(Fragment, null,
    h('slot'),
    problem && h('div', { class: 'frame', part: 'frame' },
      h('div', { class: 'note bad', part: 'problem', role: 'status' },
        icon('error'),
        h('div', null,
          h('p', null, `Prices cannot be shown: ${problem.message}.`),
          problem.path && h('p', { class: 'under' }, problem.path),
          retry && h('button', { class: 'quiet', part: 'retry', type: 'button', onClick: retry }, 'Try again')))))
