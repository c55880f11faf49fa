// What a page and an element in an iframe say to each other, version 1. Every message is a text of JSON, and each side reads
// only what is described here: see `frame.js` for the page's side. The other side is embed.html.

export const VERSION = 1

/** A longer message is refused before it is parsed. */
export const MOST_CHARACTERS = 2 ** 22
const MOST_CHARACTERS_OF_GREETING = 200

// A check answers with what is wrong as { path, needs }, or with nothing. `keep` is the same value without what is not described.

const check = (is, needs) => ({ wrong: (value, path) => (is(value) ? undefined : { path, needs }), keep: (value) => value })

const text = (most) => check((value) => typeof value === 'string' && value.length <= most, `a text of at most ${most} characters`)
const flag = check((value) => typeof value === 'boolean', 'true or false')
const whole = (most) => check((value) => Number.isSafeInteger(value) && value >= 0 && value <= most, `a whole number from 0 to ${most}`)
const oneOf = (...values) => check((value) => values.includes(value), values.map((value) => `"${value}"`).join(' or '))
const data = check((value) => value === null || ['string', 'object'].includes(typeof value), 'an object, a text or null')
const decimal = check((value) => typeof value === 'string' && /^-?\d{1,40}(\.\d{1,40})?$/.test(value), 'a decimal text')

const orNull = (inner) => ({
  wrong: (value, path) => (value === null ? undefined : inner.wrong(value, path)),
  keep: (value) => (value === null ? null : inner.keep(value)),
})

const list = (inner) => ({
  wrong(value, path) {
    if (!Array.isArray(value)) return { path, needs: 'a list' }
    for (let place = 0; place < value.length; place += 1) {
      const found = inner.wrong(value[place], `${path}[${place}]`)
      if (found) return found
    }
  },
  keep: (value) => (Array.isArray(value) ? value.map(inner.keep) : value),
})

/** An object of exactly these fields. Those of `optional` may be absent; any other is refused. */
const object = (required, optional = {}) => ({
  wrong(value, path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return { path, needs: 'an object' }
    const at = (name) => (path ? `${path}.${name}` : name)
    for (const name of Object.keys(required)) {
      if (!Object.hasOwn(value, name)) return { path: at(name), needs: 'to be there' }
    }
    for (const [name, entry] of Object.entries(value)) {
      const inner = field(required, optional, name)
      if (!inner) return { path: at(name.slice(0, 40)), needs: 'to be absent: version 1 has no such field' }
      const found = inner.wrong(entry, at(name))
      if (found) return found
    }
  },
  keep(value) {
    if (typeof value !== 'object' || value === null) return value
    const known = Object.entries(value).filter(([name, entry]) => entry !== undefined && field(required, optional, name))
    return Object.fromEntries(known.map(([name, entry]) => [name, field(required, optional, name).keep(entry)]))
  },
})

/** An object whose keys are the numbers of nodes. */
const byNode = (inner) => ({
  wrong(value, path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return { path, needs: 'an object' }
    for (const [key, entry] of Object.entries(value)) {
      if (!/^\d{1,16}$/.test(key)) return { path: `${path}.${key.slice(0, 40)}`, needs: 'to be absent: it is not the number of a node' }
      const found = inner.wrong(entry, `${path}.${key}`)
      if (found) return found
    }
  },
  keep: (value) => Object.fromEntries(Object.entries(Object(value)).map(([key, entry]) => [key, inner.keep(entry)])),
})

const field = (required, optional, name) =>
  Object.hasOwn(required, name) ? required[name] : Object.hasOwn(optional, name) ? optional[name] : undefined

const word = text(200)
const sentence = text(2000)
const spread = object({ low: decimal, expected: decimal, high: decimal })
const rate = object({ amount: decimal, per: decimal })

const line = object(
  {
    id: sentence,
    label: sentence,
    model: orNull(word),
    supplier: orNull(word),
    meter: orNull(word),
    quantity: spread,
    rate: orNull(rate),
    credits: orNull(spread),
    rounded: flag,
  },
  { node: whole(Number.MAX_SAFE_INTEGER), gap: sentence },
)
const gap = object({ line: sentence, label: sentence, meter: orNull(word), reason: sentence })
const assumption = object({ id: word, label: word, unit: word, value: spread, source: sentence, edited: flag })
const entrant = object({
  node: whole(Number.MAX_SAFE_INTEGER),
  label: sentence,
  metric: flag,
  credits: orNull(spread),
  row: orNull(object({ credits: decimal, rounded: flag })),
})
const estimate = object(
  {
    total: decimal,
    low: decimal,
    high: decimal,
    complete: flag,
    at: word,
    lines: list(line),
    gaps: list(gap),
    assumptions: list(assumption),
    warnings: list(sentence),
  },
  { entrants: list(entrant) },
)

const badge = object({ credits: orNull(spread), text: sentence, range: orNull(sentence), gap: orNull(sentence) })

const named = object({ id: word, name: word })
const equivalent = object(
  {
    model: named,
    supplier: named,
    function: named,
    meter: word,
    unit: object({ one: word, many: word, per: decimal }),
    exact: orNull(decimal),
    rounded: flag,
    headline: orNull(decimal),
    unlimited: flag,
    rate: orNull(rate),
  },
  { gap: sentence },
)
const equivalents = object({ credits: decimal, at: word, headlines: list(equivalent) })

const wallet = { total: decimal, reserved: decimal, available: decimal }
const balance = object({ ...wallet, left: orNull(decimal), missing: orNull(decimal), low: flag })
const order = object({
  version: whole(1),
  credits: orNull(decimal),
  missing: orNull(decimal),
  currency: oneOf('USD'),
  wallet: object(wallet),
  estimate: orNull(object({ total: decimal, low: decimal, high: decimal, complete: flag, at: word })),
})

/** Properties of the elements, as they may be set from outside; null takes one back. `theme` is the frame's own. */
const properties = object(
  {},
  {
    pipeline: data,
    benchmark: data,
    volumes: data,
    assumptions: data,
    routes: data,
    models: data,
    rates: data,
    wallet: data,
    heading: orNull(sentence),
    at: orNull(word),
    locale: orNull(word),
    unit: orNull(word),
    service: orNull(word),
    region: orNull(word),
    credits: orNull(word),
    needed: orNull(word),
    low: orNull(word),
    compact: flag,
    theme: orNull(oneOf('light', 'dark')),
  },
)

/** What a page may say, by type. */
export const FROM_PAGE = {
  set: object({ properties }),
  ping: object({ id: whole(Number.MAX_SAFE_INTEGER) }),
  close: object({}),
}

/** What the frame may say, by type. */
export const FROM_FRAME = {
  open: object({ element: oneOf('credit-estimate', 'one-credit', 'credit-balance'), version: word }),
  ready: object({}),
  change: object({}, { estimate, badges: byNode(badge), equivalents, balance }),
  checkout: object({ order }),
  error: object({ code: word, message: sentence, path: sentence }),
  height: object({ pixels: whole(1_000_000) }),
  pong: object({ id: whole(Number.MAX_SAFE_INTEGER) }),
}

/** The message that arrived, such as `{ type: "ping", id: 1 }`. Throws an Error with a sentence for anything else. */
export function read(arrived, kinds) {
  if (typeof arrived !== 'string') throw new Error('a message that is not text was refused')
  if (arrived.length > MOST_CHARACTERS) {
    throw new Error(`a message of ${arrived.length} characters was refused; the most is ${MOST_CHARACTERS}`)
  }
  let message
  try {
    message = JSON.parse(arrived)
  } catch {
    throw new Error('a message that is not JSON was refused')
  }
  const { type, ...fields } = Object(message)
  if (typeof type !== 'string' || !Object.hasOwn(kinds, type)) {
    throw new Error(`a message of the type ${JSON.stringify(String(type).slice(0, 40))} was refused; version ${VERSION} has none`)
  }
  const found = kinds[type].wrong(fields, '')
  if (found) throw new Error(`a message was refused: "${type}" needs ${found.path || 'its fields'} ${says(found.needs)}`)
  return { type, ...fields }
}

const says = (needs) => (needs.startsWith('to be') ? needs : `to be ${needs}`)

/** A message as text. Throws an Error with a sentence for what version 1 cannot say. */
export function write(type, fields, kinds) {
  const found = kinds[type].wrong(fields, '')
  if (found) throw new Error(`${found.path || type} needs ${says(found.needs)}`)
  const written = JSON.stringify({ ...fields, type }, (_, value) => (typeof value === 'bigint' ? String(value) : value))
  if (written.length <= MOST_CHARACTERS) return written
  throw new Error(`"${type}" would be ${written.length} characters; a message has at most ${MOST_CHARACTERS}`)
}

/** The fields of a message without those that version 1 has not. */
export const known = (type, fields, kinds) => kinds[type].keep(fields)

// Greetings pass between windows, where anybody may speak: they hold nothing but a number that nobody else can know.

/** A greeting as text: "call" and "hello" and "welcome" with the nonce of the frame. */
export const greet = (type, nonce = '') => JSON.stringify({ 'one-credit': VERSION, type, nonce })

/** The greeting in what a window was sent, or undefined: other scripts talk there too. */
export function greeting(arrived) {
  if (typeof arrived !== 'string' || arrived.length > MOST_CHARACTERS_OF_GREETING) return undefined
  let said
  try {
    said = JSON.parse(arrived)
  } catch {
    return undefined
  }
  const { 'one-credit': version, type, nonce, ...rest } = Object(said)
  const isOurs = Number.isSafeInteger(version) && typeof type === 'string' && typeof nonce === 'string'
  return isOurs && Object.keys(rest).length === 0 ? { version, type, nonce } : undefined
}

/** 128 random bits as text. */
export const nonce = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
