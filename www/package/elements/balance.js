// <credit-balance>: what there is to spend.

import { BalancePart } from './balance-part.js'
import { declare, OneCreditElement } from './element.js'

/**
 * What there is to spend: available, reserved and total, whether it is low, and the way to more.
 *
 * @tagname credit-balance
 * @slot - What stands there until the engine is ready and a wallet is given, and when the engine cannot start.
 *
 * @attr {string} heading - The heading; "Balance" if absent.
 * @attr {string} locale - The language tag in which figures are written; the browser's own, if absent.
 * @attr {string} unit - What stands behind amounts of credits; "C" if absent.
 * @attr {string} low - Below so many available credits the balance is low; the page's own threshold if absent.
 * @attr {string} needed - What the next run needs: what is missing for it can then be added to the cent.
 * @attr {string} checkout-url - The page that takes payments, of this page's origin or over https.
 *
 * @prop {object | null} wallet - What there is to spend: `{ total: "25", reserved: "0" }`.
 * @prop {string | null} heading - Mirrors the attribute.
 * @prop {string | null} locale - Mirrors the attribute.
 * @prop {string | null} unit - Mirrors the attribute.
 * @prop {string | null} low - Mirrors the attribute.
 * @prop {string | null} needed - Mirrors the attribute.
 * @prop {string | null} checkoutUrl - Mirrors the attribute.
 *
 * @fires credit-ready - Once: the engine has started and the first view is drawn. The detail is `{ version, prices }`.
 * @fires credit-change - The balance has changed. The detail is the same as `balance`.
 * @fires credit-checkout - The visitor wants to add credits. The detail is the order; cancel it to take it over.
 * @fires credit-error - A value cannot be used, or the engine not started: `{ code, message, path, cause }`.
 *
 * @csspart frame - Around everything that is drawn.
 * @csspart panel - The panel.
 * @csspart heading - The heading.
 * @csspart low - That the balance is low, or overdrawn.
 * @csspart figures - The figures.
 * @csspart available - What is available.
 * @csspart reserved - What is set aside.
 * @csspart total - What there is in all.
 * @csspart missing - What is missing for what is needed.
 * @csspart button - "Add credits", and "Continue to payment".
 * @csspart form - Where the amount is given.
 * @csspart field - The amount.
 * @csspart understood - What of it was understood.
 * @csspart note - A remark.
 * @csspart problem - What is wrong, in a sentence.
 * @csspart retry - "Try again", when the engine could not start.
 * @csspart status - What is read aloud when the balance changes.
 * @cssprop --credit-paper - The page's ground, behind what is raised.
 * @cssprop --credit-raised - The ground of panels, cards and fields.
 * @cssprop --credit-sunken - The ground of remarks, and of buttons under the pointer.
 * @cssprop --credit-ink - Text.
 * @cssprop --credit-soft - Text of less weight.
 * @cssprop --credit-line - Hairlines.
 * @cssprop --credit-edge - The edges of fields and buttons.
 * @cssprop --credit-accent - The one accent: buttons, links, the focus.
 * @cssprop --credit-on-accent - Text on the accent.
 * @cssprop --credit-wash - A tint of the accent.
 * @cssprop --credit-amber - What has no price, and what is low.
 * @cssprop --credit-amber-wash - A tint of amber.
 * @cssprop --credit-red - What is wrong.
 * @cssprop --credit-red-wash - A tint of red.
 * @cssprop --credit-sans - The typeface.
 * @cssprop --credit-text-1 - The size of text; `--credit-text-0` to `--credit-text-8` are the whole scale.
 * @cssprop --credit-space-4 - The space between parts; `--credit-space-1` to `--credit-space-8` are the whole scale.
 * @cssprop --credit-radius - The corners of fields and buttons.
 * @cssprop --credit-radius-large - The corners of panels and cards.
 * @cssprop --credit-quick - How long a change of colour takes.
 */
export class CreditBalance extends OneCreditElement {
  #part

  constructor() {
    const part = new BalancePart()
    super(part)
    this.#part = part
  }

  /** The last good balance: total, reserved and available as decimal text, and whether it is low; null before there is one. */
  get balance() {
    return this.#part.balance
  }
}

declare(CreditBalance, {
  data: ['wallet'],
  words: ['heading', 'locale', 'unit', 'low', 'needed', 'checkout-url'],
  flags: [],
})
