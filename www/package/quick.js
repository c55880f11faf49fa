// The short way of `price`: a model and decimal quantities go in, and a bill comes out, as 32-bit words in
// the engine's memory (src/js/words.rs). Whatever else a request holds takes the long way, which returns
// the same and says what is wrong.

import * as glue from './engine.js'
import { isDate } from './plain.js'

const LENGTH = 1024
const MOST_PLANS = 4096
const MOST_DIGITS = 15 // a number holds as many exactly
const TWO_32 = 2 ** 32
const MAXIMUM = 0xfffe
const IS_ROUNDED = 1
const HAS_RATE = 2
const RATE = 8 // words
const ZEROS = '0'.repeat(29)

/** What the engine knows by number, kept here as text. */
export class Quick {
  #ask
  #bill
  #meters
  #places
  #plans = new Map() // by the id as the caller writes it
  #words
  #cursor = 0
  #turn = 0
  #asked
  #at

  /** `ask(method, ...)` may throw; `bill(model, count)` returns 0 instead. */
  constructor(ask, bill) {
    this.#ask = ask
    this.#bill = bill
    this.#meters = ask('meters')
    this.#places = new Map(this.#meters.map(([name], place) => [name, place]))
    this.restart()
  }

  /** Forgets what an instance held. */
  restart() {
    this.#words = undefined
    this.#asked = undefined
  }

  /** The estimate, or undefined for a request that takes the long way. */
  price(request) {
    this.#turn += 1
    const turn = this.#turn
    let plan
    let count = 0
    try {
      let at
      let usage
      for (const key in request) {
        if (key === 'model') plan = this.#plan(request.model)
        else if (key === 'usage') usage = request.usage
        else if (key === 'at') at = request.at
        else return undefined
      }
      if (plan === undefined || !this.#turnTo(at)) return undefined
      count = this.#write(usage)
    } catch {
      return undefined
    }
    // A getter that asks for another price in between has written over the words.
    if (count === 0 || turn !== this.#turn || this.#bill(plan.place, count) === 0) return undefined
    return this.#estimate(plan)
  }

  #plan(id) {
    const known = this.#plans.get(id)
    if (known !== undefined || typeof id !== 'string') return known
    const found = this.#ask('find', id)
    if (found === null) return undefined
    if (this.#plans.size >= MOST_PLANS) this.#plans.clear()
    const [place, model, label, supplier] = found
    const plan = { place, model, label, supplier, ids: [], rates: [] }
    this.#plans.set(id, plan)
    return plan
  }

  /** Sets the engine's moment; most calls are about the same one as the call before. */
  #turnTo(at) {
    let asked = at
    if (at === undefined) asked = Date.now()
    else if (typeof at !== 'string') {
      if (!isDate(at)) return false
      asked = Date.prototype.getTime.call(at)
    }
    if (asked !== this.#asked) {
      this.#asked = undefined
      this.#at = this.#ask('moment', typeof asked === 'string' ? asked : new Date(asked).toISOString())
      this.#asked = asked
    }
    return true
  }

  /** Writes the usage, three words a quantity, and returns how many there are; 0 for the long way. */
  #write(usage) {
    if (this.#words === undefined || this.#words.length === 0) {
      this.#words = new Uint32Array(glue.words_memory().buffer, glue.words(), LENGTH)
    }
    const words = this.#words
    let count = 0
    for (const name in usage) {
      const meter = this.#places.get(name)
      if (meter === undefined || !Object.hasOwn(usage, name)) return 0
      let quantity = usage[name]
      let scale = 0
      if (!Number.isSafeInteger(quantity)) {
        const text = typeof quantity === 'number' ? String(quantity) : quantity
        if (typeof text !== 'string' || text.length > MOST_DIGITS) return 0
        quantity = 0
        let point = -1
        for (let place = 0; place < text.length; place += 1) {
          const digit = text.charCodeAt(place) - 48
          if (digit >= 0 && digit <= 9) quantity = quantity * 10 + digit
          else if (digit === -2 && point < 0 && place > 0) point = place
          else return 0
        }
        if (text === '' || point === text.length - 1) return 0
        if (point > 0) scale = text.length - 1 - point
      }
      if (quantity < 0) return 0
      words[count * 3] = meter | (scale << 16)
      words[count * 3 + 1] = quantity
      words[count * 3 + 2] = quantity / TWO_32
      count += 1
    }
    return count
  }

  #estimate(plan) {
    const words = this.#words
    this.#cursor = 0
    const total = this.#decimal()
    const count = words[this.#cursor]
    this.#cursor += 1
    const lines = []
    for (let place = 0; place < count; place += 1) lines.push(this.#line(plan))
    const warnings = []
    for (let left = words[this.#cursor]; left > 0; left -= 1) {
      this.#cursor += 1
      warnings.push(this.#meters[words[this.#cursor]][1])
    }
    return {
      total,
      low: total,
      high: total,
      complete: true,
      at: this.#at,
      lines,
      gaps: [],
      assumptions: [],
      warnings,
    }
  }

  #line(plan) {
    const item = this.#words[this.#cursor]
    const flags = this.#words[this.#cursor + 1]
    this.#cursor += 2
    const quantity = this.#decimal()
    const credits = this.#decimal()
    const meter = item < MAXIMUM ? this.#meters[item][0] : null
    const name = meter ?? (item === MAXIMUM ? 'maximum' : 'minimum')
    return {
      id: (plan.ids[item] ??= `${plan.model}/${name}`),
      label: plan.label,
      model: plan.model,
      supplier: plan.supplier,
      meter,
      quantity: { low: quantity, expected: quantity, high: quantity },
      rate: (flags & HAS_RATE) === 0 ? null : this.#rate(plan, item),
      credits: { low: credits, expected: credits, high: credits },
      rounded: (flags & IS_ROUNDED) !== 0,
    }
  }

  /** The next two decimals; a model's rates seldom change from one call to the next. */
  #rate(plan, item) {
    const words = this.#words
    const cursor = this.#cursor
    let known = plan.rates[item]
    for (let place = 0; place < RATE && known !== undefined; place += 1) {
      if (known.words[place] !== words[cursor + place]) known = undefined
    }
    if (known === undefined) {
      const copy = words.slice(cursor, cursor + RATE)
      known = { amount: this.#decimal(), per: this.#decimal(), words: copy }
      plan.rates[item] = known
    }
    this.#cursor = cursor + RATE
    return { amount: known.amount, per: known.per }
  }

  /** The next decimal as text, without trailing zeros. */
  #decimal() {
    const words = this.#words
    const cursor = this.#cursor
    this.#cursor = cursor + 4
    const scale = words[cursor] >>> 1
    const low = words[cursor + 1]
    const high = words[cursor + 2]
    const top = words[cursor + 3]
    let digits
    if ((high | top) === 0) digits = String(low)
    else digits = String((BigInt(top) << 64n) | (BigInt(high) << 32n) | BigInt(low))
    if (scale > 0) digits = withPoint(digits, scale)
    return (words[cursor] & 1) === 0 ? digits : `-${digits}`
  }
}

function withPoint(digits, scale) {
  const padded = digits.length > scale ? digits : ZEROS.slice(digits.length - scale - 1) + digits
  const point = padded.length - scale
  let end = padded.length
  while (end > point && padded.charCodeAt(end - 1) === 48) end -= 1
  const whole = padded.slice(0, point)
  return end === point ? whole : `${whole}.${padded.slice(point, end)}`
}
