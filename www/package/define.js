// Registers <credit-estimate>, <one-credit> and <credit-balance>. The one file of the package with a side effect.

import { define } from './elements/index.js'

define()

export { define }
export { CreditBalance, CreditEstimate, OneCredit, version } from './elements/index.js'
