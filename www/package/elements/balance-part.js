// What <credit-balance> knows: the host's wallet, and how low it may become.

import { CSS } from './balance-style.js'
import { view } from './balance-view.js'
import { checkout } from './checkout.js'
import { spend } from './wallet.js'

export class BalancePart {
  css = CSS
  wallet = null
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
    const further = {}
    if (this.host.word('low')) further.threshold = this.host.word('low')
    if (this.host.word('needed')) further.needed = this.host.word('needed')
    this.wallet = spend(engine, this.host.data.wallet, further)
    const news = JSON.stringify(this.wallet) ?? ''
    if (news === this.#news) return undefined
    this.#news = news
    return this.balance ?? undefined
  }

  view(problem) {
    return view(this, problem)
  }

  addCredits() {
    checkout(this.host, { wallet: this.wallet })
  }
}
