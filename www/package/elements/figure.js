// Figures as the visitor's language writes them: decimal text through Intl, digit by digit, isolated from the text around.

import { h } from './preact.js'
import { refuse, shorten } from '../error.js'

const formats = new Map()

/** The language tag as Intl knows it; undefined, which is the browser's own, for none. */
export function locale(tag) {
  if (!tag) return undefined
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    throw refuse('bad_locale', `"${shorten(tag)}" is not a language tag, such as "de" or "ar-EG"`, 'locale')
  }
}

/** `12345.60` as `12,345.60`: every digit that is given, and no other. */
export function number(text, tag) {
  const decimals = text.split('.')[1]?.length ?? 0
  return format(tag, decimals, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(text)
}

/** `16000` as `16K`. Intl rounds what it shortens, so no more than two digits may count, as in headline figures. */
export const compact = (text, tag) =>
  format(tag, 'compact', { notation: 'compact', maximumSignificantDigits: 2 }).format(text)

function format(tag, kind, options) {
  const key = `${tag ?? ''} ${kind}`
  let found = formats.get(key)
  if (!found) formats.set(key, (found = new Intl.NumberFormat(tag, options)))
  return found
}

/** A figure as the engine shows it: `3.02`, `< 0.000001`. */
export function text({ figure, below }, tag) {
  if (!below) return number(figure, tag)
  return figure.startsWith('-') ? `> ${number(figure, tag)}` : `< ${number(figure, tag)}`
}

/** The same, isolated from the direction of the text around it. */
export const shown = (figure, tag) => h('bdi', null, text(figure, tag))

/** An amount with its unit, in words of one line. */
export const amount = (figure, { tag, unit }) => `${text(figure, tag)}\u00a0${unit}`
