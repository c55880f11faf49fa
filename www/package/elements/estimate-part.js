// What <credit-estimate> knows: the estimate of what it was given, and what the visitor has made of its assumptions.

import { badges } from './badge.js'
import { checkout } from './checkout.js'
import { view } from './estimate-view.js'
import { CSS } from './estimate-style.js'
import { refuse } from '../error.js'
import { covering, spend } from './wallet.js'

const NO_BADGES = Object.freeze({})

export class EstimatePart {
  css = CSS
  estimate = null
  badges = NO_BADGES
  /** What is shown of the estimate, and what it leaves of the wallet. */
  shown = null
  wallet = null
  /** The visitor's own values, as typed, by the assumption's id. */
  edits = new Map()
  isUnanswered = false
  #news = ''
  #assumptions = ''

  get hasView() {
    return this.estimate !== null
  }

  get unit() {
    return this.host.word('unit') ?? 'C'
  }

  /** What the visitor has edited belongs to what the host finds in `assumptions`. */
  read(name) {
    if (name !== 'assumptions' || this.edits.size === 0) return undefined
    return this.#assumed()
  }

  /** Other assumptions of the host take the place of the visitor's edits; the same ones again do not. */
  given(name, value) {
    if (name !== 'assumptions') return
    const text = signature(value)
    if (text !== this.#assumptions) this.edits.clear()
    this.#assumptions = text
  }

  answer(engine) {
    const { pipeline, benchmark } = this.host.data
    if (isNothing(pipeline) && isNothing(benchmark)) return this.#forget()
    if (!isNothing(pipeline) && !isNothing(benchmark)) {
      throw refuse('bad_request', 'a pipeline and a benchmark are given; one of them must be null', 'benchmark')
    }
    const estimate = isNothing(pipeline)
      ? engine.benchmark(benchmark, this.#options(['rates']))
      : engine.pipeline(pipeline, { ...this.#options(['volumes', 'routes', 'models', 'rates']), ...this.#edited() })
    const shown = engine.shown(estimate)
    const wallet = spend(engine, this.host.data.wallet, { needed: estimate.total })
    this.isUnanswered = false
    this.estimate = estimate
    this.shown = shown
    this.wallet = wallet
    this.badges = badges(estimate, shown, { tag: this.host.locale, unit: this.unit })
    const news = signature([{ ...estimate, at: null }, this.badges])
    if (news === this.#news) return undefined
    this.#news = news
    return estimate
  }

  view(problem) {
    return view(this, problem)
  }

  /** The assumption whose value is the problem. */
  culprit(problem) {
    return problem && [...this.edits.keys()].find((id) => `${problem.path}.`.startsWith(`assumptions.${id}.`))
  }

  edit(assumption, which, typed) {
    this.edits.set(assumption.id, { ...(this.edits.get(assumption.id) ?? assumption.value), [which]: typed })
    this.host.redraw()
    this.host.changed()
  }

  reset(id) {
    if (id === undefined) this.edits.clear()
    else this.edits.delete(id)
    this.host.changed()
  }

  addCredits() {
    const credits = covering(this.host.engine, this.wallet.missing)
    this.isUnanswered = !checkout(this.host, { credits, wallet: this.wallet, estimate: this.estimate })
    this.host.redraw()
  }

  #forget() {
    this.estimate = this.shown = this.wallet = null
    this.badges = NO_BADGES
    this.#news = ''
  }

  #options(names) {
    const options = {}
    for (const name of names) if (!isNothing(this.host.data[name])) options[name] = this.host.data[name]
    for (const name of ['at', 'service', 'region']) if (this.host.word(name)) options[name] = this.host.word(name)
    return options
  }

  #edited() {
    return isNothing(this.host.data.assumptions) && this.edits.size === 0 ? {} : { assumptions: this.#assumed() }
  }

  #assumed() {
    return { ...this.host.data.assumptions, ...Object.fromEntries(this.edits) }
  }
}

const isNothing = (value) => value === null || value === undefined

/** Tells one state from another; for what cannot be written, each is another. */
function signature(value) {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return {}
  }
}
