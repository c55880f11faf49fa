// One Credit: what AI models cost, exactly. Importing this file does nothing; `load` starts the engine.

import * as glue from './engine.js'
import { OneCreditError, refuse } from './error.js'
import { withLines } from './lines.js'
import { jsonText, plain } from './plain.js'
import { Quick } from './quick.js'
import { shown, wallet } from './shown.js'

export { OneCreditError }

let loading
const utf8 = new TextEncoder()

/** Starts the engine, once for each page; later calls return the same one. */
export function load(options = {}) {
  loading ??= start(options).catch((why) => {
    loading = undefined // so that a page can try again when the network is back
    throw why
  })
  return loading
}

async function start({ wasm = new URL('./engine_bg.wasm', import.meta.url), integrity }) {
  try {
    const module = await compiled(await wasm, integrity)
    try {
      glue.initSync({ module })
    } catch (why) {
      throw Object.assign(why, { isMismatch: true })
    }
  } catch (why) {
    throw Object.assign(refuse('internal', `the engine could not be loaded: ${why?.message ?? why}`, 'wasm'), { cause: why })
  }
  return engine()
}

async function compiled(wasm, integrity) {
  if (wasm instanceof WebAssembly.Module) return wasm
  if (wasm instanceof ArrayBuffer || ArrayBuffer.isView(wasm)) return WebAssembly.compile(wasm)
  if (typeof Response === 'function' && wasm instanceof Response) return streamed(wasm)
  const url = new URL(wasm, import.meta.url)
  return url.protocol === 'file:' ? WebAssembly.compile(await onDisk(url)) : streamed(await fetched(url, integrity))
}

/** Node's library comes as a parameter: esbuild refuses to bundle a page in which its name stands as it is. */
async function onDisk(url, library = 'node:fs/promises') {
  const { readFile } = await import(/* webpackIgnore: true */ /* @vite-ignore */ library)
  return readFile(url)
}

async function fetched(url, integrity) {
  try {
    return await fetch(url, { integrity })
  } catch (why) {
    throw Object.assign(why, { url: url.href, integrity })
  }
}

async function streamed(response) {
  const { ok, status, url } = response
  if (!ok) throw Object.assign(new Error(`${url} answered with status ${status}`), { status, url })
  const type = response.headers.get('Content-Type')
  try {
    // Servers that do not know the type would make the streaming compiler refuse.
    return await (type?.startsWith('application/wasm')
      ? WebAssembly.compileStreaming(response)
      : WebAssembly.compile(await response.arrayBuffer()))
  } catch (why) {
    throw Object.assign(why, { url, type })
  }
}

function engine() {
  let isBroken = false
  let quick

  /** Asks with a plain request, which crosses over as one text. */
  const request = (method, plain) => ask(method, JSON.stringify(plain))

  /** Calls the engine. Should its instance ever fail, the next call gets a new one. */
  function ask(method, ...given) {
    if (isBroken) {
      glue.__wbg_reset_state()
      quick.restart()
      isBroken = false
    }
    try {
      return glue[method](...given)
    } catch (why) {
      if (Array.isArray(why?.errors)) throw new OneCreditError(why.code, why.errors)
      isBroken = true
      throw refuse('internal', `the engine stopped: ${why?.message ?? why}; the next call starts it anew`)
    }
  }

  function bill(model, count) {
    try {
      return isBroken ? 0 : glue.bill(model, count)
    } catch {
      isBroken = true
      return 0
    }
  }

  quick = new Quick(ask, bill)
  return Object.freeze({
    prices: Object.freeze(ask('prices')),
    charge: (given) => withLines(request('charge', dated(plain(given)))),
    price: (given) => quick.price(given) ?? withLines(request('price', dated(plain(given)))),
    models: (query = {}) => request('models', dated(plain(query))),
    equivalents: (query) => worked(request('equivalents', dated(plain(query)))),
    pipeline: (json, options = {}) => withLines(ask('pipeline', utf8.encode(jsonText(json)), JSON.stringify(dated(plain(options))))),
    benchmark: (given, options = {}) => withLines(request('benchmark', dated(joined(plain(given), plain(options))))),
    shown: (of, before) => shown(ask, plain(of), before === undefined ? undefined : plain(before)),
    wallet: (given) => wallet(ask, plain(given)),
    topUp: (given = {}) => request('top_up', plain(given)),
  })
}

/** What an amount of work costs is an estimate for each model; what a budget buys has none. */
function worked(answer) {
  if (answer.amount !== undefined) answer.models.forEach(withLines)
  return answer
}

/** The engine has no clock: a request without a moment is about now. */
function dated(request) {
  if (request.at === undefined) request.at = new Date().toISOString()
  return request
}

function joined(request, options) {
  for (const key of Object.keys(options)) {
    if (key in request) throw refuse('bad_request', `${key} is given twice, in the request and in the options`, key)
    request[key] = options[key]
  }
  return request
}
