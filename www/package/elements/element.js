// What the three elements have in common: properties and attributes, the wait for the engine, drawing and events.

import { ready, start } from './engine.js'
import { locale } from './figure.js'
import { unready } from './note.js'
import { h, render } from './preact.js'
import { sheets } from './style.js'
import { version } from '../version.js'

// Where there is no page, as in Node, the classes exist all the same, and nothing can be made of them.
const Base = globalThis.HTMLElement ?? class {}

/** Gives a subclass the accessors of its properties. It stands in {@link OneCreditElement} to reach what that keeps to itself. */
let declare

/**
 * An element draws a part, which its subclass makes: an object with `answer(engine)`, which computes and returns what
 * has changed for `credit-change`; `hasView`; `view(problem)`; and `css`. It finds its element's data and ways in `host`.
 */
export class OneCreditElement extends Base {
  /** The version of the package that the element is of. */
  static version = version

  #part
  #root
  #given = Object.create(null)
  #locale
  #isDue = false
  #isStarting = false
  #isReady = false
  #failure = null
  #problem = null

  constructor(part) {
    super()
    this.#part = part
    part.host = this.#ways()
    this.#root = this.attachShadow({ mode: 'open' })
    this.#dress()
    // Properties that were set before the class was known hide those of the class.
    for (const name of new.target.properties) {
      if (!Object.hasOwn(this, name)) continue
      const value = this[name]
      delete this[name]
      this[name] = value
    }
    this.#draw()
  }

  connectedCallback() {
    if (!this.#isReady && !this.#failure) this.#begin()
  }

  /** With this, an element that is moved by `moveBefore` is not told that it was taken out. */
  connectedMoveCallback() {}

  adoptedCallback() {
    this.#dress()
  }

  attributeChangedCallback(name, before, now) {
    if (before !== now) this.#part.attribute?.(name)
    this.#changed()
  }

  /** Tries again after the engine could not be started. */
  retry() {
    if (!this.#failure) return
    this.#failure = null
    this.#draw()
    this.#begin()
  }

  static {
    declare = (Class, { data, words, flags }) => {
      const properties = []
      const define = (name, get, set) => {
        properties.push(name)
        Object.defineProperty(Class.prototype, name, { get, set, enumerable: true, configurable: true })
      }
      const give = (name) => [
        function () { return this.#part.read?.(name) ?? this.#given[name] },
        function (value) {
          this.#part.given?.(name, value)
          this.#given[name] = value
          this.#changed()
        },
      ]
      const word = (attribute) => [
        function () { return this.getAttribute(attribute) },
        function (value) {
          if (value === null || value === undefined) this.removeAttribute(attribute)
          else this.setAttribute(attribute, value instanceof Date ? moment(value) : value)
        },
      ]
      const flag = (attribute) => [
        function () { return this.hasAttribute(attribute) },
        function (value) { this.toggleAttribute(attribute, Boolean(value)) },
      ]
      for (const name of data) define(name, ...give(name))
      for (const name of words) define(camelCase(name), ...word(name))
      for (const name of flags) define(camelCase(name), ...flag(name))
      Class.properties = properties
      Class.observedAttributes = [...words, ...flags]
    }
  }

  /** What the part may know and do. */
  #ways() {
    const element = this
    return {
      data: element.#given,
      word: (name) => element.getAttribute(name),
      has: (name) => element.hasAttribute(name),
      raise: (type, detail, options) => element.#raise(type, detail, options),
      changed: () => element.#changed(),
      redraw: () => element.#draw(),
      find: (selector) => element.#root.querySelector(selector),
      get engine() { return ready() },
      get locale() { return element.#locale },
    }
  }

  /** Style sheets belong to a document, so an element that comes into another one needs others. */
  #dress() {
    // A document that nobody looks at, such as a template's, has none.
    if (!this.ownerDocument.defaultView) return
    this.#root.adoptedStyleSheets = sheets(this.ownerDocument, this.#part.css)
  }

  async #begin() {
    if (this.#isStarting) return
    this.#isStarting = true
    try {
      await (ready() ?? start())
      this.#flush()
    } catch (why) {
      this.#failure = why.found ?? { code: 'internal', message: String(why?.message ?? why), path: '' }
      this.#draw()
      this.#raise('credit-error', { ...this.#failure, cause: why.cause ?? why })
    } finally {
      this.#isStarting = false
    }
  }

  /** All changes of one turn are answered together. */
  #changed() {
    if (this.#isDue || !this.#isReady) return
    this.#isDue = true
    queueMicrotask(() => this.#flush())
  }

  /** Asks the engine, draws, and only then tells: a listener that sets a property finds nothing half done. */
  #flush() {
    this.#isDue = false
    const told = []
    try {
      this.#locale = locale(this.getAttribute('locale'))
      const news = this.#part.answer(ready())
      this.#problem = null
      if (news !== undefined) told.push(['credit-change', news])
    } catch (cause) {
      const { code = 'internal', message, path = '' } = cause
      // Told once, or a listener that sets a property would be told without end.
      const isTold = this.#problem?.message === message && this.#problem.path === path
      if (!isTold) told.push(['credit-error', { code, message, path, cause }])
      this.#problem = { code, message, path }
    }
    if (!this.#isReady) told.unshift(['credit-ready', { version, prices: ready().prices }])
    this.#isReady = true
    this.#draw()
    for (const [type, detail] of told) this.#raise(type, detail)
  }

  /** Answers false when a listener has cancelled the event. */
  #raise(type, detail, options) {
    const event = new CustomEvent(type, { detail, bubbles: true, composed: true, ...options })
    return this.dispatchEvent(event)
  }

  /** The view once there is one; until then what the host's page has put into the element. */
  #draw() {
    const part = this.#part
    const tree = this.#isReady && part.hasView
      ? h('div', { class: 'frame', part: 'frame' }, part.view(this.#problem))
      : unready(this.#failure ?? this.#problem, this.#failure && (() => this.retry()))
    render(tree, this.#root)
  }
}

export { declare }

const camelCase = (attribute) => attribute.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())
const moment = (date) => (Number.isNaN(date.getTime()) ? 'no moment' : date.toISOString())
