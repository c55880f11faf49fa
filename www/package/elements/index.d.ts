/**
 * The elements `<credit-estimate>`, `<one-credit>` and `<credit-balance>`. Importing this does nothing; `define`
 * registers them.
 */
import type {
  Assumption, BenchmarkRequest, Benchmark, Decimal, Engine, Equivalents, Estimate, Figure, FigureOrRange, LoadOptions, Moment, PipelineOptions, Range,
} from "../index.js";

/** The version of the package. */
export const version: string;

/** What the elements are registered as. */
export interface Names {
  readonly "credit-estimate": string;
  readonly "one-credit": string;
  readonly "credit-balance": string;
}

/**
 * Registers the elements: under their own names, or behind a prefix such as `"acme-"`, so that a second version of the
 * package can stand beside the first on one page. A name that is taken stays with whoever took it, which the console
 * is told. `load` says where the engine is to be had when it starts. Where there is no page, as in Node, nothing is
 * registered.
 * @throws {TypeError} for a prefix that is not lower-case letters and digits with a `-` at the end
 */
export function define(options?: { readonly prefix?: string; readonly load?: LoadOptions }): Names | Record<string, never>;

/** The wallet of a host, figures read exactly. The platform's own keys are understood as well. */
export type Wallet =
  | { readonly total: Figure; readonly reserved?: Figure }
  | { readonly totalBalance: Figure; readonly reservedBalance?: Figure };

/** What there is to spend. */
export interface Balance {
  readonly total: Decimal;
  readonly reserved: Decimal;
  /** `total` less `reserved`; below 0 when more is bound than there is. */
  readonly available: Decimal;
  /** What is left after what is needed; null where nothing is said to be needed. */
  readonly left: Decimal | null;
  /** What is missing for it; null when there is enough. */
  readonly missing: Decimal | null;
  /** True when less is available than the attribute `low` says. */
  readonly low: boolean;
}

/** What a designer writes beside a node. */
export interface Badge {
  /** As shown, at most 6 digits after the point; null when nothing of the node has a price. */
  readonly credits: Range | null;
  /** `"0.5442 C"`, `"not priced"`, `"0.5442 C, part not priced"`. */
  readonly text: string;
  /** `"0.36 to 0.705 C"`; null where it is one figure. */
  readonly range: string | null;
  /** Why something has no price, in a sentence; null when everything has one. */
  readonly gap: string | null;
}

/** The detail of `credit-ready`. */
export interface Ready {
  readonly version: string;
  readonly prices: Engine["prices"];
}

/** The detail of `credit-checkout`: what the visitor wants to pay for. Amounts are decimal strings; 1 credit is US$1. */
export interface Checkout {
  readonly version: 1;
  /** How many credits are to be added, in whole cents; null when more is missing than can be added at once. */
  readonly credits: Decimal | null;
  /** What is missing, exactly; null when nothing is. */
  readonly missing: Decimal | null;
  readonly currency: "USD";
  readonly wallet: { readonly total: Decimal; readonly reserved: Decimal; readonly available: Decimal };
  /** What the credits are needed for, where it is known. */
  readonly estimate: Pick<Estimate, "total" | "low" | "high" | "complete" | "at"> | null;
}

/** The detail of `credit-error`. */
export interface Failure {
  /** One of the engine's codes, `"bad_locale"`, or why the engine did not start. */
  readonly code: string;
  /** A sentence. */
  readonly message: string;
  /** Where it is: a place in what was given, or the address of a file; empty for the whole. */
  readonly path: string;
  readonly cause?: unknown;
}

/** The detail of `credit-change` of `<one-credit>`. */
export type Buys = Omit<Equivalents, "models">;

interface CommonEvents {
  "credit-ready": CustomEvent<Ready>;
  "credit-error": CustomEvent<Failure>;
}

export interface CreditEstimateEvents extends CommonEvents {
  "credit-change": CustomEvent<Estimate | Benchmark>;
  "credit-checkout": CustomEvent<Checkout>;
}
export interface OneCreditEvents extends CommonEvents {
  "credit-change": CustomEvent<Buys>;
}
export interface CreditBalanceEvents extends CommonEvents {
  "credit-change": CustomEvent<Balance>;
  "credit-checkout": CustomEvent<Checkout>;
}

/** What the elements have in common. */
export interface OneCreditElement<Events> extends HTMLElement {
  /** The language tag in which figures are written. */
  locale: string | null;
  /** What stands behind amounts of credits. */
  unit: string | null;
  /** Tries again after the engine could not be started. */
  retry(): void;
  addEventListener<Type extends keyof (HTMLElementEventMap & Events)>(
    type: Type,
    listener: (this: this, event: (HTMLElementEventMap & Events)[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<Type extends keyof (HTMLElementEventMap & Events)>(
    type: Type,
    listener: (this: this, event: (HTMLElementEventMap & Events)[Type]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

interface Asked {
  /** The day or moment whose prices are used. */
  get at(): string | null;
  set at(value: Moment | null);
  /** How requests are served. */
  service: string | null;
  /** Where requests are served. */
  region: string | null;
}

/** `<credit-estimate>`: what a pipeline or a benchmark costs. */
export interface CreditEstimate extends OneCreditElement<CreditEstimateEvents>, Asked {
  pipeline: string | object | null | undefined;
  benchmark: BenchmarkRequest | null | undefined;
  volumes: PipelineOptions["volumes"] | null;
  /** Values in place of assumptions, by their id. What the visitor edits is found here. */
  assumptions: Readonly<Record<Assumption["id"], FigureOrRange>> | null | undefined;
  routes: PipelineOptions["routes"] | null;
  models: PipelineOptions["models"] | null;
  /** Your own prices, in place of the catalog's or beside them. */
  rates: PipelineOptions["rates"] | null;
  wallet: Wallet | null | undefined;
  heading: string | null;
  checkoutUrl: string | null;
  compact: boolean;
  /** The last good estimate, whole; null before there is one. */
  readonly estimate: Estimate | Benchmark | null;
  /** What to write beside each node, by its number. */
  readonly badges: Readonly<Record<number, Badge>>;
}

/** `<one-credit>`: what a budget buys. */
export interface OneCredit extends OneCreditElement<OneCreditEvents>, Asked {
  /** The budget. */
  get credits(): string | null;
  set credits(value: Figure | null);
  /** The budget that is shown: the last good one; null before there is one. */
  readonly value: Decimal | null;
}

/** `<credit-balance>`: what there is to spend. */
export interface CreditBalance extends OneCreditElement<CreditBalanceEvents> {
  wallet: Wallet | null | undefined;
  heading: string | null;
  /** Below so many available credits the balance is low; `engine.topUp().low` if absent. */
  get low(): string | null;
  set low(value: Figure | null);
  /** What the next run needs. */
  get needed(): string | null;
  set needed(value: Figure | null);
  checkoutUrl: string | null;
  /** The last good balance; null before there is one. */
  readonly balance: Balance | null;
}

export const CreditEstimate: { new (): CreditEstimate; readonly prototype: CreditEstimate; readonly version: string };
export const OneCredit: { new (): OneCredit; readonly prototype: OneCredit; readonly version: string };
export const CreditBalance: { new (): CreditBalance; readonly prototype: CreditBalance; readonly version: string };

declare global {
  interface HTMLElementTagNameMap {
    "credit-estimate": CreditEstimate;
    "one-credit": OneCredit;
    "credit-balance": CreditBalance;
  }
}
