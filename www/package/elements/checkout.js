// From "Add credits" to whoever takes the payment: the host's listener, or else the host's checkout page.

const VERSION = 1

/**
 * Raises `credit-checkout`. When no listener cancels it, the page that the host named is opened, if it is of an origin
 * that may be: the page's own, or any over https. The order goes behind `#order=`, where no server sees it. Answers
 * false when neither took the order.
 */
export function checkout(host, { credits, wallet, estimate = null }) {
  const order = {
    version: VERSION,
    credits,
    missing: wallet.missing,
    currency: 'USD',
    wallet: { total: wallet.total, reserved: wallet.reserved, available: wallet.available },
    estimate: estimate && { total: estimate.total, low: estimate.low, high: estimate.high, complete: estimate.complete, at: estimate.at },
  }
  if (!host.raise('credit-checkout', order, { cancelable: true })) return true
  const url = allowed(host.word('checkout-url'))
  if (!url) return false
  url.hash = `order=${encodeURIComponent(JSON.stringify(order))}`
  const link = Object.assign(document.createElement('a'), { href: url.href, target: '_blank', rel: 'noopener' })
  link.click()
  return true
}

/** The address, if it may be opened; null for none, another scheme, or plain http of another origin. */
function allowed(address) {
  if (!address) return null
  let url
  try {
    url = new URL(address, document.baseURI)
  } catch {
    return null
  }
  const isOwn = url.origin === location.origin && url.origin !== 'null'
  return url.protocol === 'https:' || isOwn ? url : null
}
