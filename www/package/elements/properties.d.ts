/** What can be set on the elements, for the types of frameworks. */
import type { BenchmarkRequest, Figure, FigureOrRange, Moment, PipelineOptions } from "../index.js";
import type { CreditBalanceEvents, CreditEstimateEvents, OneCreditEvents, Wallet } from "./index.js";

interface Written {
  readonly locale?: string | null;
  readonly unit?: string | null;
}

interface Asked extends Written {
  readonly at?: Moment | null;
  readonly service?: string | null;
  readonly region?: string | null;
}

export interface CreditEstimateProperties extends Asked {
  readonly pipeline?: string | object | null;
  readonly benchmark?: BenchmarkRequest | null;
  readonly volumes?: PipelineOptions["volumes"] | null;
  readonly assumptions?: Readonly<Record<string, FigureOrRange>> | null;
  readonly routes?: PipelineOptions["routes"] | null;
  readonly models?: PipelineOptions["models"] | null;
  readonly rates?: PipelineOptions["rates"] | null;
  readonly wallet?: Wallet | null;
  readonly heading?: string | null;
  readonly checkoutUrl?: string | null;
  readonly compact?: boolean;
}

export interface OneCreditProperties extends Asked {
  readonly credits?: Figure | null;
}

export interface CreditBalanceProperties extends Written {
  readonly wallet?: Wallet | null;
  readonly heading?: string | null;
  readonly low?: Figure | null;
  readonly needed?: Figure | null;
  readonly checkoutUrl?: string | null;
}

/** The listeners of an element, by the names that frameworks give them: `oncredit-change`. */
export type Listeners<Events> = {
  readonly [Type in keyof Events & string as `on${Type}`]?: (event: Events[Type]) => void;
};

export type CreditEstimateListeners = Listeners<CreditEstimateEvents>;
export type OneCreditListeners = Listeners<OneCreditEvents>;
export type CreditBalanceListeners = Listeners<CreditBalanceEvents>;
