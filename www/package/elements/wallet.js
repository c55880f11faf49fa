// The wallet of the host, in the words of the engine.

import { refuse } from '../error.js'

/** What a wallet holds, and what is left of it or missing after what is needed; null for no wallet. */
export function spend(engine, wallet, further) {
  if (wallet === null || wallet === undefined) return null
  if (typeof wallet !== 'object') throw refuse('bad_request', 'a wallet is an object, such as { total: "25", reserved: "0" }', 'wallet')
  const total = wallet.total ?? wallet.totalBalance
  const reserved = wallet.reserved ?? wallet.reservedBalance ?? '0'
  try {
    return engine.wallet({ total, reserved, ...further })
  } catch (why) {
    if (why.path !== undefined) why.path = why.path ? `wallet.${why.path}` : 'wallet'
    throw why
  }
}

/** The least amount that covers what is missing; null when it is more than can be added at once. */
export function covering(engine, missing) {
  try {
    return engine.topUp({ need: missing }).credits
  } catch {
    return null
  }
}
