/** The elements in JSX, for React 19 and later: `import type {} from "one-credit/react"`. */
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { CreditBalance, CreditEstimate, OneCredit } from "./index.js";
import type {
  CreditBalanceListeners, CreditBalanceProperties, CreditEstimateListeners, CreditEstimateProperties, OneCreditListeners,
  OneCreditProperties,
} from "./properties.js";

type Props<Element, Own> = Omit<DetailedHTMLProps<HTMLAttributes<Element>, Element>, keyof Own> & Own;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "credit-estimate": Props<CreditEstimate, CreditEstimateProperties & CreditEstimateListeners>;
      "one-credit": Props<OneCredit, OneCreditProperties & OneCreditListeners>;
      "credit-balance": Props<CreditBalance, CreditBalanceProperties & CreditBalanceListeners>;
    }
  }
}
