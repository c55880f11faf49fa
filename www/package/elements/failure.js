// Why the engine did not start, as a code and a sentence. What a browser throws says little, so this looks again.

const EMPTY_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])
// Bundlers would take files that are named beside `import.meta.url` for files to be shipped.
const HERE = import.meta.url
const SCRIPTS = ['index.js', 'engine.js', 'plain.js', 'quick.js']

/**
 * The code, sentence and place for what `start` threw. `refused` holds the addresses that the page's policy refused
 * meanwhile.
 */
export async function diagnose(why, refused) {
  const cause = why?.cause ?? why
  const said = String(cause?.message ?? cause)
  if (!(await isAllowed())) {
    return failure('wasm_blocked', `this page does not allow WebAssembly; its Content-Security-Policy needs script-src 'wasm-unsafe-eval'`)
  }
  if (why?.name !== 'OneCreditError') return (await scripts(refused)) ?? failure('internal', said)
  if (cause.status) {
    return failure('missing_file', `the engine is not where it should be: the server answered with status ${cause.status}`, cause.url)
  }
  if (cause.isMismatch) {
    return failure('wrong_version', 'engine_bg.wasm is of another version than engine.js', cause.url)
  }
  if (cause instanceof WebAssembly.CompileError) {
    const type = cause.type ? `as ${cause.type}` : 'without a type'
    return failure('wrong_type', `what the server sent ${type} is not the engine; it must be engine_bg.wasm as application/wasm`, cause.url)
  }
  if (refused.has(cause.url)) return blocked(cause.url)
  if (cause.integrity) {
    return (await isThere(cause.url))
      ? failure('integrity', 'engine_bg.wasm is not the file whose integrity was given', cause.url)
      : unreachable(cause.url)
  }
  return cause.url ? unreachable(cause.url) : failure('internal', said)
}

async function isAllowed() {
  try {
    await WebAssembly.compile(EMPTY_MODULE)
    return true
  } catch {
    return false
  }
}

/** The first of the engine's scripts that cannot be had as a script. */
async function scripts(refused) {
  for (const name of SCRIPTS) {
    const url = new URL(`../${name}`, HERE).href
    let response
    try {
      response = await fetch(url)
    } catch {
      return refused.has(url) ? blocked(url) : unreachable(url)
    }
    if (!response.ok) return failure('missing_file', `${name} is missing: the server answered with status ${response.status}`, url)
    const type = response.headers.get('Content-Type') ?? ''
    if (!/^(text|application)\/(x-)?(java|ecma)script\b/i.test(type)) {
      return failure('wrong_type', `${name} was sent as ${type || 'nothing'}; a script must be text/javascript`, url)
    }
  }
}

async function isThere(url) {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}

const blocked = (url) =>
  failure('fetch_blocked', 'this page does not allow the engine to be fetched; its Content-Security-Policy needs it in connect-src', url)
const unreachable = (url) => failure('unreachable', 'the server could not be reached', url)
const failure = (code, message, path = '') => ({ code, message, path })
