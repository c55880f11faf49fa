// <credit-estimate>: what a pipeline or a benchmark costs.

import { declare, OneCreditElement } from './element.js'
import { EstimatePart } from './estimate-part.js'

/**
 * What a pipeline or a benchmark costs: a line for each node, the total with its range, what has no price, what was
 * assumed, and what the wallet says.
 *
 * @tagname credit-estimate
 * @slot - What stands there until the engine is ready, and when it cannot start.
 *
 * @attr {string} heading - The heading; "What it costs" if absent.
 * @attr {string} at - The day or moment whose prices are used; now, if absent.
 * @attr {string} locale - The language tag in which figures are written; the browser's own, if absent.
 * @attr {string} unit - What stands behind amounts of credits; "C" if absent.
 * @attr {string} service - How requests are served: "standard", "batch", "flex", "priority".
 * @attr {string} region - Where requests are served.
 * @attr {string} checkout-url - The page that takes payments, of this page's origin or over https.
 * @attr {boolean} compact - Leaves out quantities and suppliers, for narrow panels.
 *
 * @prop {string | object | null} pipeline - The pipeline, as `engine.pipeline` takes it.
 * @prop {object | null} benchmark - The benchmark, as `engine.benchmark` takes it. One of the two is given.
 * @prop {object | null} volumes - What flows in, by the number of an INPUT: `{ 0: { "seconds.audio": "3600" } }`.
 * @prop {object | null} assumptions - Values in place of assumptions, by their id. What the visitor edits is found here.
 * @prop {object | null} routes - How much of its work each route of a ROUTER takes.
 * @prop {object | null} models - Models of the catalog in place of a node's own, by the node's number.
 * @prop {object | null} rates - Prices of your own, by the ids of models, in place of the catalog's or beside them.
 * @prop {object | null} wallet - What there is to spend: `{ total: "25", reserved: "0" }`.
 * @prop {string | null} heading - Mirrors the attribute.
 * @prop {string | Date | null} at - Mirrors the attribute.
 * @prop {string | null} locale - Mirrors the attribute.
 * @prop {string | null} unit - Mirrors the attribute.
 * @prop {string | null} service - Mirrors the attribute.
 * @prop {string | null} region - Mirrors the attribute.
 * @prop {string | null} checkoutUrl - Mirrors the attribute.
 * @prop {boolean} compact - Mirrors the attribute.
 *
 * @fires credit-ready - Once: the engine has started and the first view is drawn. The detail is `{ version, prices }`.
 * @fires credit-change - The estimate has changed. The detail is the whole estimate, its figures decimal strings.
 * @fires credit-checkout - The visitor wants to add credits. The detail is the order; cancel it to take it over.
 * @fires credit-error - A value cannot be used, or the engine not started: `{ code, message, path, cause }`.
 *
 * @csspart frame - Around everything that is drawn.
 * @csspart panel - The panel.
 * @csspart heading - The heading.
 * @csspart complete - That everything has a price.
 * @csspart gap - What has no price.
 * @csspart total - The total with its range.
 * @csspart amount - The total's figure.
 * @csspart range - Between what and what the total lies.
 * @csspart lines - The table.
 * @csspart node - The lines of one node.
 * @csspart line - A line.
 * @csspart gap-line - A line that has no price.
 * @csspart credits - What a line costs.
 * @csspart note - A remark.
 * @csspart problem - What is wrong, in a sentence.
 * @csspart wallet - What is left of the wallet, or missing.
 * @csspart button - "Add credits".
 * @csspart assumptions - The assumptions.
 * @csspart assumption - One of them.
 * @csspart edited - The mark of one that was changed.
 * @csspart field - A field.
 * @csspart retry - "Try again", when the engine could not start.
 * @csspart status - What is read aloud when the total changes.
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
export class CreditEstimate extends OneCreditElement {
  #part

  constructor() {
    const part = new EstimatePart()
    super(part)
    this.#part = part
  }

  /** The last good estimate, whole; null before there is one. */
  get estimate() {
    return this.#part.estimate
  }

  /** What to write beside each node of the last good estimate, by the node's number. */
  get badges() {
    return this.#part.badges
  }
}

declare(CreditEstimate, {
  data: ['pipeline', 'benchmark', 'volumes', 'assumptions', 'routes', 'models', 'rates', 'wallet'],
  words: ['heading', 'at', 'locale', 'unit', 'service', 'region', 'checkout-url'],
  flags: ['compact'],
})
