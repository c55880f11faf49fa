// The elements without their registration: importing this file does nothing, and works where there is no page.

import { CreditBalance } from './balance.js'
import { startWith } from './engine.js'
import { CreditEstimate } from './estimate.js'
import { OneCredit } from './one-credit.js'
import { version } from '../version.js'

export { CreditBalance, CreditEstimate, OneCredit, version }

const ELEMENTS = { 'credit-estimate': CreditEstimate, 'one-credit': OneCredit, 'credit-balance': CreditBalance }

/**
 * Registers the elements: under their own names, or behind a prefix of your choice, so that a second version of the
 * package can stand beside the first on one page. A name that is taken stays with whoever took it. `load` are options of
 * the engine's `load`, for when it starts. Answers with the names that are registered now, by whichever version.
 */
export function define({ prefix = '', load } = {}) {
  if (prefix && !/^[a-z][a-z0-9]*-$/.test(prefix)) {
    throw new TypeError(`the prefix "${prefix}" is not lower-case letters and digits that end with "-", such as "acme-"`)
  }
  if (load) startWith(load)
  if (!globalThis.customElements) return {}
  const names = {}
  const taken = []
  for (const [own, Class] of Object.entries(ELEMENTS)) {
    const name = (names[own] = prefix + own)
    const registered = customElements.get(name)
    if (!registered) {
      // A class is registered once; behind a prefix stands a class of its own.
      customElements.define(name, prefix ? class extends Class {} : Class)
    } else if (!(registered.prototype instanceof Class || registered === Class)) {
      taken.push(`<${name}> (${registered.version ? `version ${registered.version}` : 'not of this package'})`)
    }
  }
  if (taken.length > 0) {
    console.info(`one-credit ${version}: ${taken.join(', ')} was registered before and stays; define({ prefix }) gives this version names of its own`)
  }
  return names
}
