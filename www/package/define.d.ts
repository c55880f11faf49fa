/** Importing this registers the elements under their own names. */
export { define, CreditBalance, CreditEstimate, OneCredit } from "./elements/index.js";
