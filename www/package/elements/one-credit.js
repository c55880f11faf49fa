// <one-credit>: what a budget buys.

import { declare, OneCreditElement } from './element.js'
import { OneCreditPart } from './one-credit-part.js'

/**
 * What a budget buys: a sentence with the amount in it, a slider that agrees, and four cards.
 *
 * @tagname one-credit
 * @slot - What stands there until the engine is ready, and when it cannot start.
 *
 * @attr {string} credits - The budget; "1" if absent.
 * @attr {string} at - The day or moment whose prices are used; now, if absent.
 * @attr {string} locale - The language tag in which figures are written; the browser's own, if absent.
 * @attr {string} unit - What stands behind amounts of credits; "C" if absent.
 * @attr {string} service - How requests are served: "standard", "batch", "flex", "priority".
 * @attr {string} region - Where requests are served.
 *
 * @prop {string | null} credits - Mirrors the attribute.
 * @prop {string | Date | null} at - Mirrors the attribute.
 * @prop {string | null} locale - Mirrors the attribute.
 * @prop {string | null} unit - Mirrors the attribute.
 * @prop {string | null} service - Mirrors the attribute.
 * @prop {string | null} region - Mirrors the attribute.
 *
 * @fires credit-ready - Once: the engine has started and the first view is drawn. The detail is `{ version, prices }`.
 * @fires credit-change - The budget, or what it buys, has changed. The detail is `{ credits, at, headlines }`.
 * @fires credit-error - A value cannot be used, or the engine not started: `{ code, message, path, cause }`.
 *
 * @csspart frame - Around everything that is drawn.
 * @csspart panel - The same, once the engine is ready.
 * @csspart sentence - The sentence.
 * @csspart field - The field in it.
 * @csspart problem - What is wrong, in a sentence.
 * @csspart slider - The slider and the round amounts beneath it.
 * @csspart cards - The cards.
 * @csspart card - One of them.
 * @csspart figure - Its figure.
 * @csspart gap - What has no price.
 * @csspart retry - "Try again", when the engine could not start.
 * @csspart status - What is read aloud when the figures change.
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
export class OneCredit extends OneCreditElement {
  #part

  constructor() {
    const part = new OneCreditPart()
    super(part)
    this.#part = part
  }

  /** The budget that is shown: the last good one, as decimal text; null before there is one. */
  get value() {
    return this.#part.value
  }
}

declare(OneCredit, {
  data: [],
  words: ['credits', 'at', 'locale', 'unit', 'service', 'region'],
  flags: [],
})
