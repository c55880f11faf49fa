import type { Badge, Balance, Checkout } from "./elements/index.js";
import type { CreditBalanceProperties, CreditEstimateProperties, OneCreditProperties } from "./elements/properties.js";
import type { Benchmark, Equivalents, Estimate } from "./index.js";

/**
 * What can be set on the element, whichever it is; `null` takes a property back. There is no `checkoutUrl`: `checkout` is
 * heard instead, and the page decides.
 */
export type FrameProperties = Omit<CreditEstimateProperties & OneCreditProperties & CreditBalanceProperties, "checkoutUrl"> & {
  /** The colours of the frame; those of the visitor's system, if left out. */
  readonly theme?: "light" | "dark" | null;
};

/** What an element shows now. */
export interface FrameChange {
  /** Of `<credit-estimate>`. */
  readonly estimate?: Estimate & Partial<Pick<Benchmark, "entrants">>;
  /** Of `<credit-estimate>`: what to write beside each node, by its number. */
  readonly badges?: Readonly<Record<string, Badge>>;
  /** Of `<one-credit>`. */
  readonly equivalents?: Omit<Equivalents, "models">;
  /** Of `<credit-balance>`. */
  readonly balance?: Balance;
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
  /** What a visitor who presses "Add credits" asks for. Nothing is paid in the frame. */
  checkout: Checkout;
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

