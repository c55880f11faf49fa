// What <credit-balance> knows: the host's wallet, how low it may become, and what the visitor wants to add.

import { read } from './amount.js'
import { CSS } from './balance-style.js'
import { view } from './balance-view.js'
import { checkout } from './checkout.js'
import { covering, spend } from './wallet.js'

export class BalancePart {
  css = CSS
  /** What the engine said of the wallet, and of adding to it. */
  wallet = null
  limits = null
  /** The amount to add: what was typed, what was understood, or why it was not. Null while nothing is being added. */
  adding = null
  isUnanswered = false
  #news = ''

  get hasView() {
    return this.wallet !== null
  }

  get unit() {
    return this.host.word('unit') ?? 'C'
  }

  get balance() {
    if (!this.wallet) return null
    const { shown, ...figures } = this.wallet
    return figures
  }

  answer(engine) {
    this.limits ??= engine.topUp()
    const further = { threshold: this.host.word('low') ?? this.limits.low }
    if (this.host.word('needed')) further.needed = this.host.word('needed')
    this.wallet = spend(engine, this.host.data.wallet, further)
    const news = JSON.stringify(this.balance) ?? ''
    if (news === this.#news) return undefined
    this.#news = news
    return this.balance ?? undefined
  }

  view(problem) {
    return view(this, problem)
  }

  /** Asks for an amount, beginning with what is missing, or with the least that is offered. */
  ask() {
    const { missing } = this.wallet
    this.type((missing && covering(this.host.engine, missing)) ?? this.limits.presets[0] ?? this.limits.minimum)
  }

  type(text) {
    this.isUnanswered = false
    try {
      const { credits } = this.host.engine.topUp({ amount: read(text, this.host.locale) })
      const shown = this.host.engine.shown({ amounts: [credits] }).total
      this.adding = { text, credits, shown, problem: null }
    } catch (why) {
      this.adding = { text, credits: null, shown: null, problem: why.message }
    }
    this.host.redraw()
  }

  cancel() {
    this.adding = null
    this.host.redraw()
    this.host.find('[part~="button"]')?.focus()
  }

  send() {
    const { credits } = this.adding
    if (credits === null) return
    this.isUnanswered = !checkout(this.host, { credits, wallet: this.wallet })
    if (this.isUnanswered) this.host.redraw()
    else this.cancel()
  }
}
