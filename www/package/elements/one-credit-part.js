// What <one-credit> knows: the budget, from the host or from the visitor, and what it buys.

import { CSS } from './one-credit-style.js'
import { view } from './one-credit-view.js'
import * as ladder from './ladder.js'

export class OneCreditPart {
  css = CSS
  /** What the engine answered, and what is shown of it. */
  buys = null
  shown = null
  /** The place of the slider. */
  place = 0
  /** What the visitor has typed or slid to; null while the host's amount stands. */
  typed = null
  #news = ''

  get hasView() {
    return this.buys !== null
  }

  get unit() {
    return this.host.word('unit') ?? 'C'
  }

  get value() {
    return this.buys?.credits ?? null
  }

  /** The text of the field. */
  get field() {
    return this.typed ?? this.host.word('credits') ?? '1'
  }

  /** An amount that the host sets takes the place of what the visitor typed. */
  attribute(name) {
    if (name === 'credits') this.typed = null
  }

  answer(engine) {
    const query = { credits: this.field.trim() }
    for (const name of ['at', 'service', 'region']) if (this.host.word(name)) query[name] = this.host.word(name)
    const { models, ...buys } = engine.equivalents(query)
    this.shown = engine.shown({ ...buys, models: [] })
    this.place = ladder.place(engine, buys.credits)
    this.buys = buys
    const news = JSON.stringify({ ...buys, at: null })
    if (news === this.#news) return undefined
    this.#news = news
    return buys
  }

  view(problem) {
    return view(this, problem)
  }

  type(text) {
    this.typed = text
    this.host.redraw()
    this.host.changed()
  }

  slide(place) {
    this.type(ladder.STEPS[place] ?? this.field)
  }
}
