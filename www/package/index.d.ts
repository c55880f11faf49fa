/**
 * What AI models cost, exactly. Every amount of credits and every quantity that the engine returns is a decimal
 * string, exact to its last digit: 1 credit is US$1.
 */

/** A figure as callers may give it: a decimal string is exact; a number counts by its shortest decimal text. */
export type Figure = string | number | bigint;

/** A decimal string, such as `"0.01499"`: no exponent, no trailing zeros, a `-` in front when negative. */
export type Decimal = string;

/** A day (its first moment, UTC) or a moment: `"2026-11-20"`, `"2026-11-20T16:30:00Z"`. */
export type Moment = string | Date;

/** The name of something that is counted: `"characters"`, `"tokens.input"`, `"seconds.audio"`. */
export type MeterName = string;

/** What one request consumes: 0 or more of each meter, with at most 28 digits. */
export type Usage = Readonly<Record<MeterName, Figure>>;

/** Low, expected and high. The three are equal where nothing was assumed. */
export interface Range {
  readonly low: Decimal;
  readonly expected: Decimal;
  readonly high: Decimal;
}

/** When a request is made, and how: what a tariff may ask about it besides its usage. */
export interface Context {
  /** The moment whose prices are used; now, if left out. */
  readonly at?: Moment;
  /** `"standard"` (if left out), `"batch"`, `"flex"`, `"priority"`. */
  readonly service?: string;
  /** Where the request is served. */
  readonly region?: string;
  /** Anything else a supplier prices by: `{ resolution: "1080p" }`. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** `amount` credits for each `per` units. */
export interface Rate {
  readonly amount: Decimal;
  /** Units of the meter, above 0. */
  readonly per: Decimal;
}

/** One line of an estimate. */
export interface Line {
  /** Unique within the estimate: `"azure/translator/characters"`. */
  readonly id: string;
  /** What the line is about: `"Azure Translator"`. */
  readonly label: string;
  /** The number of the pipeline's node, or the place in the benchmark. */
  readonly node?: number;
  /** The id of the model in the catalog, if it is one. */
  readonly model: string | null;
  /** The supplier's name. */
  readonly supplier: string | null;
  /** What is counted; null for what a minimum adds, what a maximum takes away, and some gaps. */
  readonly meter: MeterName | null;
  /** How much of it was measured, before increments and allowances. */
  readonly quantity: Range;
  /** The rate, where it is one figure. */
  readonly rate: Rate | null;
  /** What it costs; null for a gap, which is never 0. */
  readonly credits: Range | null;
  /** True when a division did not terminate and was rounded, half-even, at 28 digits. */
  readonly rounded: boolean;
  /** Why there is no price. */
  readonly gap?: string;
}

/** A line without a price. */
export interface Gap {
  /** The id of the line. */
  readonly line: string;
  readonly label: string;
  readonly meter: MeterName | null;
  /** A sentence. */
  readonly reason: string;
}

/** A named, sourced number that derives one volume from another. */
export interface Assumption {
  /** `"speech.characters_per_minute"`. */
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly value: Range;
  readonly source: string;
  /** True when the caller replaced the value. */
  readonly edited: boolean;
}

/** What a piece of work costs. */
export interface Estimate {
  /** The expected credits: the exact sum of the priced lines. */
  readonly total: Decimal;
  readonly low: Decimal;
  readonly high: Decimal;
  /** False when a line has no price; `total` is then what the other lines cost. */
  readonly complete: boolean;
  /** The moment whose prices were used, RFC 3339 in UTC. */
  readonly at: string;
  readonly lines: readonly Line[];
  readonly gaps: readonly Gap[];
  readonly assumptions: readonly Assumption[];
  /** What a reader should know, in sentences. */
  readonly warnings: readonly string[];
}

/** A band of quantities. */
export interface Tier {
  /** The last quantity in the band, inclusive; the last band leaves it out. */
  readonly up_to?: Figure;
  readonly per?: Figure;
  readonly amount?: Figure;
  /** A fee: for each band entered (graduated), or for the band that the quantity lands in (volume). */
  readonly fixed?: Figure;
}

/** What one meter costs. */
export interface Charge {
  readonly meter: MeterName;
  /** `amount` credits for each `per` units, pro rata. `per` is above 0. */
  readonly per?: Figure;
  readonly amount?: Figure;
  /** A fee once for each request in which the charge applies. */
  readonly fixed?: Figure;
  /** Bands instead of one rate. */
  readonly tiers?: readonly Tier[];
  /** `"graduated"`: each band at its own rate. `"volume"`: the whole quantity at the rate of its band. */
  readonly tiering?: "graduated" | "volume";
  /** Multiplies the measured quantity first; above 0. */
  readonly factor?: Figure;
  /** The billed quantity is rounded to a multiple of this; above 0. */
  readonly increment?: Figure;
  /** The direction: `"up"` if left out; `"half-up"` is away from zero. */
  readonly rounding?: "up" | "down" | "half-up";
  /** The least quantity billed for a request. */
  readonly least?: Figure;
  /** Units that are not billed. */
  readonly free?: Figure;
  /** Takes `free` off before `least` and `increment` instead of after. */
  readonly free_first?: boolean;
  /** `"skip"` (if left out): no usage, no fee. `"charge"`: fees are due even then. */
  readonly at_zero?: "skip" | "charge";
}

/** When a variant applies: everything given must hold. Other keys are attributes of the request. */
export interface Condition {
  readonly meter?: MeterName;
  readonly op?: ">" | ">=" | "<" | "<=";
  readonly value?: Figure;
  /** UTC; the window may wrap midnight. */
  readonly hours?: { readonly from: string; readonly to: string; readonly days?: readonly Weekday[] };
  readonly service?: string;
  readonly region?: string;
  readonly [attribute: string]: unknown;
}

export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/** The rules that turn the usage of one request into credits. */
export interface Tariff {
  /** The day on which it starts, its source and when somebody looked there: kept, not used. */
  readonly from?: string;
  readonly source?: string;
  readonly verified?: string;
  /** The least and the most that a request costs. */
  readonly minimum?: Figure;
  readonly maximum?: Figure;
  readonly charges: readonly Charge[];
  /** The first whose condition holds replaces the charges of its meters. */
  readonly variant?: readonly { readonly when: Condition; readonly charges: readonly Charge[] }[];
}

/** Tariffs of your own, by the id of a model or of an asset that the catalog need not know. They hold whatever the day. */
export type Rates = Readonly<Record<string, Tariff>>;

/** A request of {@link Engine.charge}. */
export interface ChargeRequest extends Context {
  readonly tariff: Tariff;
  readonly usage: Usage;
  /** How many requests there are with this usage each; 1 if left out. */
  readonly requests?: Figure;
  /** What the lines are called. */
  readonly label?: string;
}

/** A request of {@link Engine.price}. */
export interface PriceRequest extends Context {
  /** The id or an alias of a model of the catalog, in any case, or an id of `rates`. */
  readonly model: string;
  /** Come before the catalog's tariffs. */
  readonly rates?: Rates;
  readonly usage: Usage;
  /** How many requests there are with this usage each; 1 if left out. */
  readonly requests?: Figure;
  /** What the lines are called; the model's name if left out. */
  readonly label?: string;
}

/** An id and a name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Which models {@link Engine.models} lists: those that everything given fits. */
export interface ModelQuery {
  /** Words that all stand in the id, the name or an alias, in any case. */
  readonly query?: string;
  /** The id or an alias of a function: `"translation"`. */
  readonly function?: string;
  /** The id or the name of a supplier. */
  readonly supplier?: string;
  /** The moment whose prices are listed; now, if left out. */
  readonly at?: Moment;
}

/** A model of the catalog. */
export interface Model extends Named {
  readonly supplier: Named;
  readonly function: Named;
  readonly aliases: readonly string[];
  /** Null when no price has started by then. */
  readonly price: {
    /** The first day on which it holds, UTC. */
    readonly from: string;
    /** Where the figure stands. */
    readonly source: string;
    /** When somebody last looked there. */
    readonly verified: string;
    /** As {@link Engine.charge} takes it. */
    readonly tariff: Tariff;
  } | null;
}

/** A unit of work: a page is 2,000 characters. */
export interface WorkUnit {
  readonly one: string;
  readonly many: string;
  /** How many units of the meter it is. */
  readonly per: Decimal;
}

/** Which models a budget is held against. */
export interface BudgetQuery extends ModelQuery, Context {
  /** The budget: 0 or more. */
  readonly credits: Figure;
}

/** What a budget buys of one model. */
export interface Equivalent {
  readonly model: Named;
  readonly supplier: Named;
  readonly function: Named;
  readonly meter: MeterName;
  readonly unit: WorkUnit;
  /** At most this many units; null when it is unlimited or not priced. */
  readonly exact: Decimal | null;
  /** True when `exact` was rounded at 28 digits. */
  readonly rounded: boolean;
  /** `exact`, rounded down to a figure people remember. */
  readonly headline: Decimal | null;
  /** True when more costs nothing more. */
  readonly unlimited: boolean;
  readonly rate: Rate | null;
  /** Why there is no price. */
  readonly gap?: string;
}

/** What a budget buys. */
export interface Equivalents {
  readonly credits: Decimal;
  readonly at: string;
  /** The models that make the headlines, where the query has them. */
  readonly headlines: readonly Equivalent[];
  readonly models: readonly Equivalent[];
}

/** An amount of work, the other way round. */
export interface WorkQuery extends ModelQuery, Context {
  readonly function: string;
  /** How many of the function's units: pages, minutes, images. */
  readonly amount: Figure;
}

/** What an amount of work costs. */
export interface WorkCosts {
  readonly function: Named;
  readonly amount: Decimal;
  readonly unit: WorkUnit;
  readonly at: string;
  /** Cheapest first; those without a price come last, as gaps. */
  readonly models: readonly (Estimate & { readonly model: Named })[];
}

/** A model of a benchmark: its id in the catalog or in `rates`, or an object where the same model runs twice. */
export type Entrant =
  | string
  | { readonly model: string; readonly label?: string; readonly attributes?: Readonly<Record<string, string>> };

/** One figure, or a range of them with low <= expected <= high. */
export type FigureOrRange = Figure | { readonly low: Figure; readonly expected: Figure; readonly high: Figure };

/** What flows through a pipeline, and how. */
export interface PipelineOptions extends Context {
  /**
   * What flows in, for the whole run: the number of an INPUT node -> meter -> quantity of 0 or more, such as
   * `{ 0: { "seconds.audio": "3600" } }`. Several meters of one INPUT describe the same data.
   */
  readonly volumes?: Readonly<Record<string, Readonly<Record<MeterName, FigureOrRange>>>>;
  /** Values in place of assumptions, by their id. */
  readonly assumptions?: Readonly<Record<string, FigureOrRange>>;
  /** Models of the catalog, or of `rates`, in place of a node's own, by the node's number. */
  readonly models?: Readonly<Record<string, string>>;
  /**
   * Shares of the runs, 0 to 1, for the routes of a DECISION: its number -> the number of a node that it leads to ->
   * weight, such as `{ 4: { 2: "0.25" } }`. They come to at most 1, where nodes of one route count once. A node
   * without a weight has that of its route, and a route without one all that the others leave. Without any, every
   * branch is charged in full, an upper bound. Fees and minimums behind a route are due as often as it is taken.
   */
  readonly routes?: Readonly<Record<string, Readonly<Record<string, Figure>>>>;
  /** Come before the catalog's tariffs and before prices in the file. */
  readonly rates?: Rates;
}

/** How a benchmark runs. */
export interface BenchmarkOptions extends Context {
  /** Come before the catalog's tariffs. */
  readonly rates?: Rates;
}

/** A dataset and what runs over it. */
export interface BenchmarkRequest {
  readonly models: readonly Entrant[];
  /** Charged like models, once for each row and model. */
  readonly metrics?: readonly Entrant[];
  /** How many rows there are: a whole number. */
  readonly rows: Figure;
  /** What one row holds, in as many meters as are known; each model is charged for those it prices. */
  readonly row: Usage;
}

/** What a benchmark costs. A line's `node` is the place of its entrant, models first. */
export interface Benchmark extends Estimate {
  readonly entrants: readonly {
    readonly node: number;
    readonly label: string;
    readonly metric: boolean;
    /** The sum of its lines; null when a line has no price. */
    readonly credits: Range | null;
    /** What one row costs, expected. */
    readonly row: { readonly credits: Decimal; readonly rounded: boolean } | null;
  }[];
}

/**
 * A figure as it is shown: `new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })`
 * formats it exactly, as text.
 */
export interface Shown {
  /** Rounded, with all its digits: `"12.50"`. */
  readonly figure: string;
  /** How many of them stand after the point: 2 to 6 for credits. */
  readonly digits: number;
  /**
   * True for what is not 0 but nearer to 0 than `figure`, the least that can be shown: `< 0.000001`, and
   * `> −0.000001` where `figure` is negative.
   */
  readonly below: boolean;
}

/** Low, expected and high with the same digits. */
export interface ShownRange {
  readonly low: Shown;
  readonly expected: Shown;
  readonly high: Shown;
}

/** A figure and what it counts: 60 `minutes`, 54,420 `characters`; of a rate, 10 for each `1M characters`. */
export interface ShownWork extends Shown {
  readonly unit: string;
}

/** What is shown of a line of an estimate, in the estimate's order. */
export interface ShownLine {
  readonly id: string | null;
  /** Null for a gap, which is shown as "not priced". */
  readonly credits: ShownRange | null;
  /** The expected quantity in the unit in which people read it; null where nothing is counted. */
  readonly quantity: ShownWork | null;
  /** Credits for as many units as people read them for; null where the rate is not one figure. */
  readonly rate: ShownWork | null;
}

/** What is shown of a node of a pipeline, or of an entrant of a benchmark: its lines together. */
export interface ShownNode {
  readonly node: number;
  /** The sum of what is shown of its priced lines; null when it has none. */
  readonly credits: ShownRange | null;
  /** False when one of its lines has no price. */
  readonly complete: boolean;
  /** Its part of the expected total in per cent; all of them add up to 100.0. Null without a price. */
  readonly share: Shown | null;
  /** What one row of a benchmark costs. */
  readonly row: Shown | null;
}

/** An estimate as it is shown. Shown lines, and shown nodes, add up to the shown `sum`; `below` stands for 0 there. */
export interface ShownEstimate {
  /** The estimate's total, low and high by themselves, at the digits that they need: a headline, a badge. */
  readonly total: Shown;
  readonly low: Shown;
  readonly high: Shown;
  /** True when low and high are the same. */
  readonly certain: boolean;
  /** True when the total has more digits than are shown; `Estimate.total` has them all. */
  readonly rounded: boolean;
  readonly lines: readonly ShownLine[];
  /** What stands beneath the lines, with their digits. */
  readonly sum: ShownRange;
  /** One for each node with a line. */
  readonly nodes: readonly ShownNode[];
  /** What it costs more (or less, negative) than the estimate before it, where one was given. */
  readonly change?: { readonly total: Shown; readonly low: Shown; readonly high: Shown };
}

/** What a budget buys of one model, as it is shown. */
export interface ShownEquivalent {
  /** Rounded down; `compact` for a figure that is shortened, 16K. Null when it is unlimited or not priced. */
  readonly headline: (Shown & { readonly compact: boolean }) | null;
  /** Cut after three digits; `cut` where "…" follows: 41.666… */
  readonly exact: (Shown & { readonly cut: boolean }) | null;
  /** Cut to the digits that the models of one function share, for a table. */
  readonly column: Shown | null;
  /** What follows the headline: `"pages translated"`. */
  readonly words: string;
  readonly rate: ShownWork | null;
}

/** What a budget buys, as it is shown, in the order of the answer. */
export interface ShownEquivalents {
  readonly credits: Shown;
  readonly headlines: readonly ShownEquivalent[];
  readonly models: readonly ShownEquivalent[];
}

/** Amounts that stand under each other, with their sum: what is shown adds up to it. */
export interface ShownColumn {
  readonly lines: readonly Shown[];
  readonly total: Shown;
}

/** What is asked about a wallet. */
export interface WalletRequest {
  /** Everything that was added less everything that was used; below 0 when a run cost more than there was. */
  readonly total: Figure;
  /** Set aside for runs that have not ended: 0 or more; 0 if left out. */
  readonly reserved?: Figure;
  /** What a run needs: the `total` of an estimate. */
  readonly needed?: Figure;
  /** Below so many available credits the wallet is low. */
  readonly threshold?: Figure;
}

/** What there is to spend. */
export interface Wallet {
  readonly total: Decimal;
  readonly reserved: Decimal;
  /** `total` less `reserved`; below 0 when more is bound than there is. */
  readonly available: Decimal;
  /** What is available after a run; below 0 when it lacks something. Null when nothing is said to be needed. */
  readonly left: Decimal | null;
  /** What a run lacks; null when there is enough, or nothing is said to be needed. */
  readonly missing: Decimal | null;
  /** True when less is available than the threshold; false without one. */
  readonly low: boolean;
  /** The same figures as they are shown. */
  readonly shown: {
    readonly total: Shown;
    readonly reserved: Shown;
    readonly available: Shown;
    readonly left: Shown | null;
    readonly missing: Shown | null;
  };
}

/** What is asked about adding credits: one of the two, or neither. */
export interface TopUpRequest {
  /** An amount that is to be added. */
  readonly amount?: Figure;
  /** What is to be covered, above 0. */
  readonly need?: Figure;
}

/** What can be added at once. All amounts are whole cents. */
export interface TopUp {
  /** The amount given, or the least that covers the need; null where neither was given. */
  readonly credits: Decimal | null;
  readonly minimum: Decimal;
  readonly maximum: Decimal;
  /** What is offered to be chosen, ascending. */
  readonly presets: readonly Decimal[];
  /** Fewer available credits than this are called low. */
  readonly low: Decimal;
}

/** Computes costs. Every method answers at once, and throws nothing but {@link OneCreditError}. */
export interface Engine {
  /** The rate cards inside. */
  readonly prices: {
    /** The day on which somebody last looked at a source. */
    readonly verified: string | null;
    /** How many models and suppliers there are. */
    readonly models: number;
    readonly suppliers: number;
    /** Tells one state of the rate cards from another. */
    readonly sha256: string;
  };

  /**
   * What a usage costs by a tariff that you give.
   * @throws {OneCreditError} `bad_tariff`, `unknown_meter`, `bad_usage`, `bad_figure`, `out_of_range`, `bad_request`
   */
  charge(request: ChargeRequest): Estimate;

  /**
   * What a usage costs with a model of the catalog. A model without a price for the day is a gap.
   * @throws {OneCreditError} `unknown_model`, `unknown_meter`, `bad_tariff`, `bad_usage`, `bad_figure`, `out_of_range`,
   * `bad_request`
   */
  price(request: PriceRequest): Estimate;

  /**
   * The models that a query fits, ordered by id.
   * @throws {OneCreditError} `bad_request` for a function or supplier that the catalog does not have
   */
  models(query?: ModelQuery): Model[];

  /**
   * What a budget buys of each model.
   * @throws {OneCreditError} `bad_figure`, `out_of_range`, `bad_request`
   */
  equivalents(query: BudgetQuery): Equivalents;
  /**
   * What an amount of work costs with each model of a function.
   * @throws {OneCreditError} `bad_figure`, `out_of_range`, `bad_request`
   */
  equivalents(query: WorkQuery): WorkCosts;

  /**
   * What it costs to run a pipeline: the designer's export, the SDK's or the minimal form, as JSON text or as an
   * object, up to 16 MiB. Keys of the file that are secret are not looked at.
   * @throws {OneCreditError} `bad_pipeline` with everything that is wrong with the file; `unknown_meter`,
   * `unknown_model`, `bad_tariff`, `bad_usage`, `bad_figure`, `out_of_range`, `bad_request` for the options
   */
  pipeline(json: string | object, options?: PipelineOptions): Estimate;

  /**
   * What it costs to run models, and metrics on their results, over a dataset.
   * @throws {OneCreditError} `unknown_model`, `unknown_meter`, `bad_tariff`, `bad_usage`, `bad_figure`, `out_of_range`,
   * `bad_request`
   */
  benchmark(request: BenchmarkRequest, options?: BenchmarkOptions): Benchmark;

  /**
   * An estimate, from any method, rounded as the page shows it; and its change since the estimate before it.
   * @throws {OneCreditError} `bad_figure`, `out_of_range`, `bad_request` for what is no estimate
   */
  shown(estimate: Estimate, before?: Pick<Estimate, "total" | "low" | "high">): ShownEstimate;
  /**
   * What a budget buys, as the page shows it.
   * @throws {OneCreditError} `bad_figure`, `out_of_range`, `bad_request`
   */
  shown(equivalents: Equivalents): ShownEquivalents;
  /**
   * Amounts of credits, and their sum.
   * @throws {OneCreditError} `bad_figure`, `out_of_range`, `bad_request`
   */
  shown(column: { readonly amounts: readonly Figure[] }): ShownColumn;

  /**
   * What is in a wallet, read exactly, and what a run leaves of it or lacks.
   * @throws {OneCreditError} `bad_figure`, `out_of_range`, `bad_request`
   */
  wallet(request: WalletRequest): Wallet;

  /**
   * What can be added to a wallet at once: whether an amount can, and the least one that covers a need.
   * @throws {OneCreditError} `bad_figure`, `out_of_range`, `bad_request`
   */
  topUp(request?: TopUpRequest): TopUp;
}

/** What kind of thing is wrong. */
export type ErrorCode =
  | "bad_figure"
  | "bad_pipeline"
  | "bad_request"
  | "bad_tariff"
  | "bad_usage"
  | "internal"
  | "out_of_range"
  | "unknown_meter"
  | "unknown_model";

/** The only error that the engine throws. Its message is a sentence. */
export class OneCreditError extends Error {
  private constructor();
  readonly name: "OneCreditError";
  readonly code: ErrorCode;
  /** Where it is, in the request or file: `"tariff.charges[0].per"`; empty for the whole. */
  readonly path: string;
  /** Everything that is wrong; the error itself tells the first. */
  readonly errors: readonly { readonly message: string; readonly path: string }[];
}

/** How to get at the engine's WebAssembly. */
export interface LoadOptions {
  /**
   * Where it is, or itself. If left out, `engine_bg.wasm` beside this module: fetched, or read from the disk in Node.
   */
  readonly wasm?: string | URL | Response | PromiseLike<Response> | BufferSource | WebAssembly.Module;
  /** What it must be, where it is fetched from an address: `"sha384-…"`. */
  readonly integrity?: string;
}

/**
 * Starts the engine, once for each page: later calls return the same one, whatever their options.
 * @throws {OneCreditError} `internal` when the WebAssembly cannot be had; a later call tries again
 */
export function load(options?: LoadOptions): Promise<Engine>;
