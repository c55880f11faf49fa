// What a person types as an amount of credits, as decimal text: "10", "10.50", "10,50", "$25", "1,234.50". Nothing is
// computed and nothing is guessed: what could be read in two ways is refused.

import { refuse } from '../error.js'

const AROUND = /^(?:us\$|usd|\$|c)|(?:us\$|usd|\$|c|credits?)$/gi
/** More are the number of something else, of a card maybe: it is not repeated. */
const MOST_DIGITS = 12

/** The amount as decimal text; throws a sentence that says what would be right. */
export function read(text, tag) {
  const signs = signsOf(tag)
  const plain = [...text]
    .map((sign) => signs.digits.get(sign) ?? sign)
    .join('')
    .replace(/[\s\u061c\u200e\u200f]/g, '')
    .replaceAll('’', "'")
    .replace(AROUND, '')
  if (plain === '') throw refuse('bad_figure', 'an amount is needed, such as 25 or 10.50', 'text')
  if (plain.replace(/\D/g, '').length > MOST_DIGITS) throw refuse('bad_figure', 'this is too long for an amount', 'text')
  const { decimal, group } = signs
  const whole = [
    /^(\d+)$/,
    // Two decimals at most, so that the one separator cannot be that of thousands.
    /^(\d+)[.,٫](\d{1,2})$/,
    group && new RegExp(`^(\\d{1,3}(?:${quoted(group)}\\d{3})+)(?:${quoted(decimal)}(\\d{1,2}))?$`),
  ]
  for (const form of whole) {
    const found = form && form.exec(plain)
    if (found) return found[1].replace(/\D/g, '') + (found[2] ? `.${found[2]}` : '')
  }
  throw refuse('bad_figure', `"${plain.slice(0, 20)}" is not an amount in whole cents, such as 25 or 10.50`, 'text')
}

/** The signs with which a language writes figures. */
function signsOf(tag) {
  const format = new Intl.NumberFormat(tag, { useGrouping: false })
  const digits = new Map([...'0123456789'].map((digit) => [format.format(digit), digit]))
  // Five digits before the point: some languages part thousands only from there on.
  const parts = new Intl.NumberFormat(tag).formatToParts(12345.5)
  const sign = (type) => parts.find((part) => part.type === type)?.value.replace(/\s/, '').replace('’', "'") ?? ''
  return { digits, decimal: sign('decimal'), group: sign('group') }
}

const quoted = (sign) => sign.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
