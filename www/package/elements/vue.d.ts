/** The elements in templates of Vue 3: `import type {} from "one-credit/vue"`. */
import type { DefineComponent } from "vue";
import type { CreditBalanceEvents, CreditEstimateEvents, OneCreditEvents } from "./index.js";
import type { CreditBalanceProperties, CreditEstimateProperties, OneCreditProperties } from "./properties.js";

type Emits<Events> = { readonly [Type in keyof Events & string]: (event: Events[Type]) => void };
type Component<Own, Events> = DefineComponent<Own, {}, {}, {}, {}, {}, {}, Emits<Events>>;

declare module "vue" {
  interface GlobalComponents {
    "credit-estimate": Component<CreditEstimateProperties, CreditEstimateEvents>;
    "one-credit": Component<OneCreditProperties, OneCreditEvents>;
    "credit-balance": Component<CreditBalanceProperties, CreditBalanceEvents>;
  }
}
