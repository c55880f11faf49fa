// From "Add credits" to whoever takes the payment: the host's listener, or else the host's checkout page.

const VERSION = 1

/**
 * Raises `credit-checkout`. When no listener cancels it, the page that the host named is opened, if it is of an
 * origin that may be: the page's own, or any over https. The order goes behind `#order=`, where no server sees it.
 */
export function checkout(host, { wallet, estimate = null, credits = null }) {
  const order = {
    version: VERSION,
    credits: credits ?? wallet?.missing ?? null,
    missing: wallet?.missing ?? null,
    currency: 'USD',
    wallet: wallet && { total: wallet.total, reserved: wallet.reserved, available: wallet.available },
    estimate: estimate && { total: estimate.total, low: estimate.low, high: estimate.high, complete: estimate.complete, at: estimate.at },
  }
  const isOurs = host.raise('credit-checkout', order, { cancelable: true })
  const url = isOurs && allowed(host.word('checkout-url'))
  if (!url) return
  url.hash = `order=${encodeURIComponent(JSON.stringify(order))}`
  const link = document.createElement('a')
  link.href = url.href
  link.target = '_blank'
  link.rel = 'noopener'
  link.click()
}

/** The address, if it may be opened; null for none, another scheme, or plain http of another origin. */
export function allowed(address) {
  if (!address) return null
  let url
  try {
    url = new URL(address, document.baseURI)
  } catch {
    return null
  }
  return url.protocol === 'https:' || url.origin === location.origin && url.protocol === 'http:' ? url : null
}
