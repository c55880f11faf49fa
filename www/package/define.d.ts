/** Importing this registers the elements under their own names. */
export { define, CreditBalance, CreditEstimate, OneCredit, version } from "./elements/index.js";
