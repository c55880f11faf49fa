// What callers give, copied into plain values: getters, proxies and cycles do not reach the engine,
// and every number becomes its shortest decimal text, so that no float does either.

import { OneCreditError, refuse, shorten } from './error.js'

const MOST_CHARACTERS = 2 ** 24
const MOST_VALUES = 2 ** 18
const DEEPEST = 64

/** A copy made of objects without a prototype, lists, strings, truth values and null. */
export function plain(request) {
  const copying = { path: '', values: 0, characters: 0 }
  let copy
  try {
    copy = copied(request, '', 0, copying)
  } catch (why) {
    if (why instanceof OneCreditError) throw why
    throw refuse('bad_request', 'this cannot be read: a getter or proxy of the request fails', copying.path)
  }
  if (copy === null || typeof copy !== 'object' || Array.isArray(copy)) {
    throw refuse('bad_request', 'an object is needed here, such as { model, usage }')
  }
  return copy
}

function copied(value, path, depth, copying) {
  copying.path = path
  copying.values += 1
  if (copying.values > MOST_VALUES) {
    throw refuse('bad_request', `the request holds more than ${MOST_VALUES} values`, path)
  }
  switch (typeof value) {
    case 'string':
      copying.characters += value.length
      if (copying.characters > MOST_CHARACTERS) throw tooLong('the request', path)
      return value
    case 'number':
    case 'bigint':
      return String(value)
    case 'boolean':
      return value
    case 'object':
      return value === null ? null : copiedObject(value, path, depth, copying)
    default:
      throw refuse('bad_request', `nothing of the type ${typeof value} can stand here`, path)
  }
}

function copiedObject(value, path, depth, copying) {
  if (depth > DEEPEST) {
    throw refuse('bad_request', `the request is nested deeper than ${DEEPEST} levels, or contains itself`, path)
  }
  if (Array.isArray(value)) {
    const list = []
    for (let place = 0; place < value.length; place += 1) {
      list.push(copied(value[place], `${path}[${place}]`, depth + 1, copying))
    }
    return list
  }
  if (isDate(value)) return moment(value, path)
  if (Symbol.iterator in value) {
    throw refuse('bad_request', 'a plain object is needed here, not a collection', path)
  }
  const copy = Object.create(null)
  for (const key of Object.keys(value)) {
    const entry = value[key]
    if (entry === undefined) continue
    copying.characters += key.length
    copy[key] = copied(entry, path ? `${path}.${shorten(key)}` : shorten(key), depth + 1, copying)
  }
  return copy
}

export const isDate = (value) => Object.prototype.toString.call(value) === '[object Date]'

function moment(date, path) {
  const milliseconds = Date.prototype.getTime.call(date)
  if (Number.isNaN(milliseconds)) throw refuse('bad_request', 'this Date holds no moment', path)
  return new Date(milliseconds).toISOString()
}

const tooLong = (what, path = '') =>
  refuse('bad_request', `${what} is longer than ${MOST_CHARACTERS} characters, the most that are read`, path)

/** A pipeline as JSON text. */
export function jsonText(json) {
  let text = json
  if (typeof json !== 'string') {
    try {
      text = JSON.stringify(json)
    } catch {
      throw refuse('bad_pipeline', 'the pipeline cannot be written as JSON: it contains itself, a bigint or a getter that fails')
    }
    if (typeof text !== 'string') throw refuse('bad_pipeline', 'a pipeline is needed here, as JSON text or as an object')
  }
  if (text.length > MOST_CHARACTERS) throw tooLong('the pipeline')
  return text
}
