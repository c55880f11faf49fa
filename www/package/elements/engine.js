// One engine for all elements of a page. It is fetched when the first of them is connected.

import { diagnose } from './failure.js'

let starting
let engine
let options

/** Where the engine is to be had, as `load` takes it; for a start that is still to come. */
export const startWith = (given) => void (options = given)

/** The engine, once it has started. */
export const ready = () => engine

/** Starts the engine, or waits for the start that is under way. Throws what {@link diagnose} found; can be tried again. */
export function start() {
  starting ??= begin().catch((why) => {
    starting = undefined
    throw why
  })
  return starting
}

async function begin() {
  const refused = new Set()
  const note = (event) => refused.add(event.blockedURI)
  globalThis.document?.addEventListener('securitypolicyviolation', note)
  try {
    // Not a static import: when a file of the engine is missing, there is still somebody to say so.
    const { load } = await import('../index.js')
    engine = await load(options)
    return engine
  } catch (why) {
    // Reports of violations arrive a moment after their cause.
    await new Promise((later) => setTimeout(later, 50))
    throw Object.assign(new Error('the engine did not start', { cause: why }), { found: await diagnose(why, refused) })
  } finally {
    globalThis.document?.removeEventListener('securitypolicyviolation', note)
  }
}
