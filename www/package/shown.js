// Takes answers apart for the one formatter (src/js/shown.rs) and puts together what is shown of them. What comes
// in is plain (plain.js), and no figure is computed here.

import { OneCreditError, refuse, shorten } from './error.js'

// The tasks of src/js/shown.rs, by their numbers.
const DIFFERENCES = 0
const COLUMNS = 1
const VOLUMES = 2
const RATES = 3
const BOUGHT = 4
const PHRASES = 5
const WALLET = 6

/** The names of all meters, once they were asked for. */
let meters

const RANGE = ['low', 'expected', 'high']
const TOTALS = ['total', 'low', 'high']
const WALLET_KEYS = ['total', 'reserved', 'needed', 'threshold']

/** Lines for one task, with their places in the request. */
class Lines {
  #lines = []
  #paths = []

  put(line, path) {
    if (typeof line !== 'string' || line.includes('\n')) throw refuse('bad_request', 'a figure is needed here', path)
    this.#lines.push(line)
    this.#paths.push(path)
    return this
  }

  /** A function that tells the lines of the answer one by one. */
  answer(ask, task) {
    let lines
    try {
      lines = ask('shown', task, this.#lines.join('\n')).split('\n')
    } catch (why) {
      const errors = why.errors.map(({ message, path }) => ({ message, path: this.#paths[path - 1] ?? '' }))
      throw new OneCreditError(why.code, errors)
    }
    let next = 0
    return () => lines[next++]
  }
}

/** What is shown of an estimate, of what a budget buys, or of amounts. */
export function shown(ask, of, before) {
  if (of.amounts !== undefined) return column(ask, of.amounts)
  return of.headlines === undefined ? estimate(ask, of, before) : equivalents(ask, of)
}

/** What there is to spend, exact and shown. */
export function wallet(ask, request) {
  const strange = Object.keys(request).find((key) => !WALLET_KEYS.includes(key))
  if (strange !== undefined) throw refuse('bad_request', `"${shorten(strange)}" is not a key that is known here`, strange)
  if (request.total === undefined) throw refuse('bad_request', 'total is missing: everything in the wallet', 'total')
  const given = new Lines()
  for (const key of WALLET_KEYS) given.put(key in request ? request[key] : '0', key)
  const next = given.answer(ask, WALLET)
  const exact = { total: next(), reserved: next(), available: next() }
  const [left, missing, above] = [next(), next(), next()]
  exact.left = 'needed' in request ? left : null
  exact.missing = missing === '0' ? null : missing
  exact.low = 'threshold' in request && above !== '0' && !above.startsWith('-')
  exact.shown = { ...amounts(ask, exact, ['total', 'reserved', 'available']), ...amounts(ask, exact, ['left', 'missing']) }
  return exact
}

function estimate(ask, of, before) {
  const total = amounts(ask, of, TOTALS)
  const [columns, volumes, rates] = [new Lines(), new Lines(), new Lines()]
  const nodes = new Map()
  let groups = 0
  const lines = list(of.lines, 'lines').map((line, place) => {
    const path = `lines[${place}]`
    object(line, path)
    const node = nodes.get(line.node) ?? { node: line.node, complete: true }
    nodes.set(line.node, node)
    if (isNone(line.credits)) node.complete = false
    else {
      object(line.credits, `${path}.credits`)
      node.group ??= groups++
      columns.put(String(node.group), path)
      for (const key of RANGE) columns.put(line.credits[key], `${path}.credits.${key}`)
    }
    const isCounted = !isNone(line.meter) && !isNone(line.quantity)
    if (isCounted) {
      object(line.quantity, `${path}.quantity`)
      putMeter(ask, volumes, line, path).put(line.quantity.expected, `${path}.quantity.expected`)
    }
    return { line, isPriced: !isNone(line.credits), isCounted, isRated: putRate(ask, rates, line, path) }
  })
  const own = { low: [], expected: [], high: [] }
  const sums = { low: [], expected: [], high: [] }
  const sum = {}
  const next = columns.answer(ask, COLUMNS)
  for (const key of RANGE) {
    for (const { isPriced } of lines) own[key].push(isPriced ? figure(next()) : null)
    sum[key] = figure(next() || '0.00')
    for (let group = 0; group < groups; group += 1) sums[key].push(figure(next()))
  }
  const shares = sums.low.map(() => figure(next()))
  const rows = rowsOf(ask, of)
  const [volume, rate] = [volumes.answer(ask, VOLUMES), rates.answer(ask, RATES)]
  const result = {
    ...total,
    certain: of.low === of.high,
    rounded: shortest(total.total.figure) !== shortest(of.total),
    lines: lines.map(({ line, isPriced, isCounted, isRated }, place) => ({
      id: line.id ?? null,
      credits: isPriced ? at(own, place) : null,
      quantity: isCounted ? work(volume) : null,
      rate: isRated ? work(rate) : null,
    })),
    sum,
    nodes: [...nodes.values()]
      .filter(({ node }) => node !== undefined)
      .map(({ node, group, complete }) => ({
        node: Number(node),
        credits: group === undefined ? null : at(sums, group),
        complete,
        share: (group === undefined ? null : shares[group]) ?? null,
        row: rows.get(node) ?? null,
      })),
  }
  if (before !== undefined) {
    result.change = amounts(ask, of, TOTALS, before)
  }
  return result
}

/** What a row costs with each entrant of a benchmark. */
function rowsOf(ask, { entrants }) {
  const priced = isNone(entrants) ? [] : list(entrants, 'entrants').filter(({ row }) => !isNone(row))
  const rows = new Lines()
  for (const { node, row } of priced) rows.put(row.credits, `entrants[${node}].row.credits`).put('0', '')
  const next = rows.answer(ask, DIFFERENCES)
  return new Map(priced.map(({ node }) => [node, figure(next())]))
}

function column(ask, of) {
  const columns = new Lines()
  list(of, 'amounts').forEach((amount, place) => {
    columns.put('0', '')
    for (const _ of RANGE) columns.put(amount, `amounts[${place}]`)
  })
  const next = columns.answer(ask, COLUMNS)
  return { lines: of.map(() => figure(next())), total: figure(next() || '0.00') }
}

function equivalents(ask, of) {
  const shown = (models, path) => {
    const [bought, phrases, rates] = [new Lines(), new Lines(), new Lines()]
    const buys = list(models, path).map((buy, place) => {
      const path_ = `${path}[${place}]`
      const id = object(object(buy, path_).function, `${path_}.function`).id
      object(buy.unit, `${path_}.unit`)
      phrases.put(id, `${path_}.function.id`)
      if (!isNone(buy.exact)) bought.put(id, '').put(buy.exact, `${path_}.exact`)
      return { buy, isRated: putRate(ask, rates, buy, path_) }
    })
    const [next, phrase, rate] = [bought.answer(ask, BOUGHT), phrases.answer(ask, PHRASES), rates.answer(ask, RATES)]
    return buys.map(({ buy, isRated }) => {
      const [cut, column] = isNone(buy.exact) ? [] : [next(), next()]
      return {
        headline: isNone(buy.headline) ? null : { ...figure(buy.headline), compact: /^\d{5}/.test(buy.headline) },
        exact: cut === undefined ? null : { ...figure(cut.replace('…', '')), cut: cut.startsWith('…') },
        column: column === undefined ? null : figure(column),
        words: phrase().replace('{amount}', buy.headline === '1' ? buy.unit.one : buy.unit.many),
        rate: isRated ? work(rate) : null,
      }
    })
  }
  return {
    ...amounts(ask, of, ['credits']),
    headlines: shown(of.headlines, 'headlines'),
    models: shown(of.models, 'models'),
  }
}

/** Amounts by their keys, or what they are more than `before`, all with the same digits; null stays null. */
function amounts(ask, of, keys, before) {
  const given = new Lines()
  for (const key of keys) if (of[key] !== null) given.put(of[key], key).put(before ? before[key] : '0', key)
  const next = given.answer(ask, DIFFERENCES)
  return Object.fromEntries(keys.map((key) => [key, of[key] === null ? null : figure(next())]))
}

function putRate(ask, rates, line, path) {
  if (isNone(line.meter) || isNone(line.rate)) return false
  const { amount, per } = object(line.rate, `${path}.rate`)
  putMeter(ask, rates, line, path).put(amount, `${path}.rate.amount`).put(per, `${path}.rate.per`)
  return true
}

function putMeter(ask, lines, { meter }, path) {
  meters ??= new Set(ask('meters').map(([name]) => name))
  if (!meters.has(meter)) throw refuse('unknown_meter', `"${shorten(String(meter))}" is not a meter`, `${path}.meter`)
  return lines.put(meter, path)
}

/** `12.50`, or `<0.000001`. */
function figure(text) {
  const below = text.startsWith('<')
  const figure = below ? text.slice(1) : text
  return { figure, digits: figure.split('.')[1]?.length ?? 0, below }
}

function work(next) {
  return { ...figure(next()), unit: next() }
}

const at = (columns, place) => Object.fromEntries(RANGE.map((key) => [key, columns[key][place]]))

const isNone = (value) => value === null || value === undefined

const shortest = (figure) => (figure.includes('.') ? figure.replace(/\.?0+$/, '') : figure)

function object(value, path) {
  if (isNone(value) || typeof value !== 'object') throw refuse('bad_request', 'an object is needed here', path)
  return value
}

function list(value, path) {
  if (!Array.isArray(value)) throw refuse('bad_request', 'a list is needed here', path)
  return value
}
