// A page's side of an element in an iframe: none of its code runs in the page, and none of the page's in it.
//
//   frame -> page   hello, a nonce and a port   from the frame's window and the origin that the page gave
//   page -> frame   welcome, the same nonce     from the parent's window; its origin is pinned
//   both            everything else             through the port, as text, see message.js
//
// A page that comes later than the frame's hello calls for another one. Neither `call` nor `hello` holds anything private, so
// they may go to whoever is there.

import { FROM_FRAME, FROM_PAGE, greet, greeting, read, VERSION, write } from './message.js'

const MOST_REFUSED = 20
const MOST_IN_A_SECOND = 300
const ANSWER_WITHIN_MS = 3000

const connections = new WeakMap()

/** Shakes hands with the element in `iframe`; see frame.d.ts. */
export function connect(iframe, options) {
  const connection = new Connection(iframe, options)
  connections.get(iframe)?.close()
  connections.set(iframe, connection)
  return connection.begin()
}

class Connection {
  #iframe
  #origin
  #limits
  #given
  #timeout
  #signal
  #listeners = { ready: new Set(), change: new Set(), checkout: new Set(), error: new Set(), close: new Set() }
  #port = null
  #isOpen = false
  #isClosed = false
  #isReady = false
  #element = null
  #refused = 0
  #second = { since: 0, count: 0 }
  #pings = 0
  #waiting = null
  #settle = null
  #off = new AbortController()

  constructor(iframe, options = {}) {
    if (iframe?.localName !== 'iframe') throw new TypeError('connect needs an <iframe> as its first argument')
    const { origin, properties = {}, minHeight = 0, maxHeight = 4000, autoHeight = true, timeout = 20_000, signal } = options
    this.#iframe = iframe
    this.#origin = exact(origin)
    this.#limits = autoHeight ? { least: pixels(minHeight, 'minHeight'), most: pixels(maxHeight, 'maxHeight') } : null
    this.#given = described(properties)
    this.#timeout = pixels(timeout, 'timeout')
    this.#signal = signal
  }

  begin() {
    const { signal } = this.#off
    addEventListener('message', (event) => this.#hear(event), { signal })
    this.#iframe.addEventListener('load', () => this.#look(), { signal })
    this.#signal?.addEventListener('abort', () => this.close(), { signal })
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#settle?.(new Error(`the frame did not answer within ${this.#timeout} ms; is it embed.html, at ${this.#origin}?`))
        this.close()
      }, this.#timeout)
      this.#settle = (why) => {
        clearTimeout(late)
        this.#settle = null
        if (why) reject(why)
        else resolve(this.#face())
      }
      if (this.#signal?.aborted) this.close()
      else this.#iframe.contentWindow?.postMessage(greet('call'), '*')
    })
  }

  /** What the caller gets: nothing of the machinery. */
  #face() {
    return Object.freeze({
      element: this.#element,
      set: (properties) => this.set(properties),
      on: (type, listener) => this.on(type, listener),
      close: () => this.close(),
    })
  }

  set(properties) {
    if (this.#isClosed) throw new Error('the connection to the frame is closed')
    const given = described(properties)
    this.#given = { ...this.#given, ...given }
    this.#send('set', { properties: given })
  }

  on(type, listener) {
    const listeners = Object.hasOwn(this.#listeners, type) ? this.#listeners[type] : null
    if (!listeners) throw new TypeError(`there is no "${type}"; a frame tells ${Object.keys(this.#listeners).join(', ')}`)
    // An entry of its own, so that the same function may listen twice.
    const entry = { listener }
    listeners.add(entry)
    if (type === 'ready' && this.#isReady) queueMicrotask(() => listeners.has(entry) && listener())
    return () => {
      listeners.delete(entry)
    }
  }

  close() {
    if (this.#isClosed) return
    this.#send('close', {})
    this.#isClosed = true
    this.#off.abort()
    clearTimeout(this.#waiting)
    this.#port?.close()
    if (connections.get(this.#iframe) === this) connections.delete(this.#iframe)
    this.#settle?.(new Error('the connection was closed before the frame answered'))
    this.#tell('close')
  }

  /** Anybody may speak to a window: the source and the origin decide, then the form. */
  #hear({ source, origin, data, ports }) {
    if (source === null || source !== this.#iframe.contentWindow || origin !== this.#origin) return
    const said = greeting(data)
    if (said?.type !== 'hello' || ports.length !== 1) return
    if (said.version !== VERSION) {
      this.#end('wrong_version', `the frame speaks version ${said.version} of this protocol, and this page version ${VERSION}`)
    } else if (this.#isOpen && this.#origin === 'null') {
      // Every sandboxed page has the origin "null": this may be any, and gets nothing of what the first one got.
      this.#end('gone', 'another page has taken the place of the one in the frame')
    } else {
      this.#welcome(said.nonce, ports[0])
    }
  }

  #welcome(nonce, port) {
    this.#port?.close()
    this.#isOpen = false
    this.#isReady = false
    clearTimeout(this.#waiting)
    this.#port = port
    port.onmessage = ({ data }) => this.#isCurrent(port) && this.#receive(data)
    port.onmessageerror = () => this.#isCurrent(port) && this.#refuse('a message that cannot be read was refused')
    // An opaque origin cannot be named. The nonce is worth nothing without the port, whose other end has not left its page.
    this.#iframe.contentWindow.postMessage(greet('welcome', nonce), this.#origin === 'null' ? '*' : this.#origin)
  }

  #isCurrent(port) {
    return !this.#isClosed && port === this.#port
  }

  #receive(data) {
    if (!this.#isInTime()) {
      this.#end('too_often', `the frame sent more than ${MOST_IN_A_SECOND} messages in a second`)
      return
    }
    let message
    try {
      message = read(data, FROM_FRAME)
    } catch (why) {
      this.#refuse(why.message)
      return
    }
    if (message.type === 'open') this.#open(message)
    else if (this.#isOpen) this.#act(message)
    else if (message.type === 'error') this.#end(message.code, message.message)
    else this.#refuse(`"${message.type}" was refused: it came before "open"`)
  }

  #isInTime() {
    const now = performance.now()
    if (now - this.#second.since > 1000) this.#second = { since: now, count: 0 }
    this.#second.count += 1
    return this.#second.count <= MOST_IN_A_SECOND
  }

  #open({ element }) {
    if (this.#isOpen) {
      this.#refuse('"open" was refused: it came twice')
      return
    }
    this.#isOpen = true
    this.#element = element
    this.#hand(this.#given)
    this.#settle?.()
  }

  /** All that was given so far, in one message unless it is too long for one. */
  #hand(given) {
    const names = Object.keys(given)
    if (names.length === 0) return
    try {
      this.#send('set', { properties: given })
    } catch {
      for (const name of names) this.#send('set', { properties: { [name]: given[name] } })
    }
  }

  #act(message) {
    switch (message.type) {
      case 'ready':
        this.#isReady = true
        this.#tell('ready')
        break
      case 'change':
        this.#tell('change', news(message))
        break
      case 'checkout':
        this.#tell('checkout', message.order)
        break
      case 'error':
        this.#tell('error', { code: message.code, message: message.message, path: message.path })
        break
      case 'height':
        this.#grow(message.pixels)
        break
      case 'pong':
        if (message.id === this.#pings) clearTimeout(this.#waiting)
        break
    }
  }

  /** Set through CSSOM, which a policy without 'unsafe-inline' allows. */
  #grow(asked) {
    if (!this.#limits) return
    const inner = Math.max(this.#limits.least, Math.min(asked, this.#limits.most))
    const isOuter = getComputedStyle(this.#iframe).boxSizing === 'border-box'
    const edges = isOuter ? this.#iframe.offsetHeight - this.#iframe.clientHeight : 0
    this.#iframe.style.height = `${inner + edges}px`
  }

  /** The frame has loaded something. Only the page that holds the port's other end can answer. */
  #look() {
    if (!this.#isOpen) return
    this.#pings += 1
    this.#send('ping', { id: this.#pings })
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => {
      this.#isOpen = false
      this.#isReady = false
      const found = { code: 'gone', message: 'another page has taken the place of the one in the frame', path: '' }
      if (this.#origin === 'null') this.#end(found.code, found.message)
      else this.#tell('error', found)
    }, ANSWER_WITHIN_MS)
  }

  #send(type, fields) {
    if (this.#isOpen) this.#port.postMessage(write(type, fields, FROM_PAGE))
  }

  #refuse(why) {
    this.#refused += 1
    if (this.#refused > MOST_REFUSED) this.#end('bad_message', `the frame sent ${this.#refused} messages that were refused`)
    else this.#tell('error', { code: 'bad_message', message: why, path: '' })
  }

  #end(code, message) {
    this.#settle?.(new Error(message))
    this.#tell('error', { code, message, path: '' })
    this.close()
  }

  #tell(type, detail) {
    for (const { listener } of [...this.#listeners[type]]) {
      try {
        listener(detail)
      } catch (why) {
        // One listener's failure is not the next one's, and is not hidden either.
        reportError(why)
      }
    }
  }
}

const news = ({ type, ...fields }) => fields

/** An origin as browsers write it, or "null" for a sandboxed frame. */
function exact(origin) {
  if (origin === 'null') return origin
  const found = typeof origin === 'string' && URL.canParse(origin) ? new URL(origin).origin : 'null'
  if (found === origin) return origin
  const hint = found === 'null' ? '' : `; did you mean "${found}"?`
  throw new TypeError(`origin must be the frame's exact origin, such as "https://prices.example", or "null" for a sandboxed frame${hint}`)
}

function pixels(value, name) {
  if (Number.isFinite(value) && value >= 0) return value
  throw new TypeError(`${name} must be a number of 0 or more`)
}

/** Properties as they travel; throws for a name or a value that no element has. */
function described(properties) {
  const given = { ...properties }
  if (given.at instanceof Date) given.at = given.at.toISOString()
  for (const name of ['credits', 'low', 'needed']) {
    if (['number', 'bigint'].includes(typeof given[name])) given[name] = String(given[name])
  }
  for (const name of Object.keys(given)) if (given[name] === undefined) delete given[name]
  // What cannot be written is said to the caller now, and not when the frame opens.
  return JSON.parse(write('set', { properties: given }, FROM_PAGE)).properties
}
