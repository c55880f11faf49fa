import type { Benchmark, Decimal, Equivalent, Estimate, Moment, Range } from "./index.js";

/** What can be set on an element from outside; see the element's own properties. `null` takes a property back. */
export interface FrameProperties {
  readonly pipeline?: string | object | null;
  readonly benchmark?: object | null;
  readonly volumes?: object | null;
  readonly assumptions?: object | null;
  readonly routes?: object | null;
  readonly models?: object | null;
  readonly rates?: object | null;
  readonly wallet?: object | null;
  readonly heading?: string | null;
  readonly at?: Moment | null;
  readonly locale?: string | null;
  readonly unit?: string | null;
  readonly service?: string | null;
  readonly region?: string | null;
  /** Of `<one-credit>`: the budget, as decimal text. */
  readonly credits?: Decimal | null;
  /** Of `<credit-balance>`: what a run needs, and below what the balance is low, as decimal texts. */
  readonly needed?: Decimal | null;
  readonly low?: Decimal | null;
  readonly compact?: boolean;
  /** The colours of the frame; those of the visitor's system, if left out. */
  readonly theme?: "light" | "dark" | null;
}

/** What to write beside a node. */
export interface FrameBadge {
  /** Rounded for showing; null when nothing of the node is priced. */
  readonly credits: Range | null;
  /** `"0.5442 C"`, `"not priced"`. */
  readonly text: string;
  /** `"0.36 to 0.705 C"`; null where low and high are the same. */
  readonly range: string | null;
  /** Why there is no price. */
  readonly gap: string | null;
}

/** What an element shows now. */
export interface FrameChange {
  /** Of `<credit-estimate>`. */
  readonly estimate?: Estimate & Partial<Pick<Benchmark, "entrants">>;
  /** Of `<credit-estimate>`: by the numbers of the nodes. */
  readonly badges?: Readonly<Record<string, FrameBadge>>;
  /** Of `<one-credit>`. */
  readonly equivalents?: { readonly credits: Decimal; readonly at: string; readonly headlines: readonly Equivalent[] };
  /** Of `<credit-balance>`. */
  readonly balance?: {
    readonly total: Decimal;
    readonly reserved: Decimal;
    readonly available: Decimal;
    readonly left: Decimal | null;
    readonly missing: Decimal | null;
    readonly low: boolean;
  };
}

/** What a visitor who presses "Add credits" asks for. Nothing is paid in the frame: this page decides what happens. */
export interface FrameOrder {
  readonly version: 1;
  /** How many credits to suggest; null to leave it to the visitor. */
  readonly credits: Decimal | null;
  readonly missing: Decimal | null;
  readonly currency: "USD";
  readonly wallet: { readonly total: Decimal; readonly reserved: Decimal; readonly available: Decimal } | null;
  readonly estimate: Pick<Estimate, "total" | "low" | "high" | "complete" | "at"> | null;
}

/** What is wrong: a code, a sentence and the place. */
export interface FrameProblem {
  /**
   * A code of the element, or of the connection: `bad_message` (a message was refused), `too_long` (an answer is longer
   * than a message may be), `too_often`, `wrong_version`, `gone` (another page has taken the place of the one in the frame).
   */
  readonly code: string;
  readonly message: string;
  readonly path: string;
}

/** What is heard of the frame. */
export interface FrameEvents {
  /** The engine has started. Told at once to whoever listens later. */
  ready: void;
  change: FrameChange;
  checkout: FrameOrder;
  error: FrameProblem;
  /** The connection has ended, from either side. */
  close: void;
}

/** A connection to the element in a frame. */
export interface Frame {
  /** Which element it is. */
  readonly element: "credit-estimate" | "one-credit" | "credit-balance";
  /**
   * Sets properties of the element; those that are not named stay. At most 4,194,304 characters of JSON at once.
   * @throws {Error} for a property that no element has, for what JSON cannot hold, and after the connection has ended
   */
  set(properties: FrameProperties): void;
  /** Listens; the answer takes the listener away. */
  on<Name extends keyof FrameEvents>(name: Name, listener: (detail: FrameEvents[Name]) => void): () => void;
  /** Ends the connection. The frame keeps what it shows; `connect` may be called again. */
  close(): void;
}

/** How to reach the frame. */
export interface FrameOptions {
  /**
   * The exact origin of embed.html, such as `"https://prices.example"`. For `<iframe sandbox="allow-scripts">` it is
   * `"null"`, as it is for every sandboxed page: then the window alone decides, and a second page in it is refused.
   */
  readonly origin: string;
  /** What is set at once. */
  readonly properties?: FrameProperties;
  /** Whether the height of the `<iframe>` follows its content; true, if left out. */
  readonly autoHeight?: boolean;
  /** The least and most height in CSS pixels: 0 and 4,000, if left out. */
  readonly minHeight?: number;
  readonly maxHeight?: number;
  /** How long to wait for the frame, in milliseconds: 20,000, if left out. */
  readonly timeout?: number;
  /** Ends the connection when it is aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Shakes hands with the element in an `<iframe>` that shows embed.html, before or after it has loaded. A second
 * connection to the same `<iframe>` ends the first.
 * @throws {TypeError} for an origin that is not exact; the promise is rejected with a sentence when the frame does not answer
 */
export function connect(iframe: HTMLIFrameElement, options: FrameOptions): Promise<Frame>;

