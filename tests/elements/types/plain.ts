// Compiled, never run: the elements in a page without a framework.
import { define } from "one-credit/define";
import { CreditEstimate, version } from "one-credit/elements";
import type { Badge, Balance, Checkout, Failure } from "one-credit/elements";
import type { Estimate } from "one-credit";

define({ prefix: "acme-", load: { integrity: "sha384-x" } });
const text: string = version;

const estimate = document.createElement("credit-estimate");
const same: CreditEstimate = estimate;
const made: CreditEstimate = new CreditEstimate();
estimate.pipeline = { nodes: [], links: [] };
estimate.volumes = { 0: { "seconds.audio": "3600" } };
estimate.wallet = { totalBalance: 12, reservedBalance: "0.5" };
estimate.at = new Date();
estimate.compact = true;
const at: string | null = estimate.at;
const badge: Badge | undefined = estimate.badges[1];
// @ts-expect-error a badge of a gap has no credits
badge?.credits.expected;
// @ts-expect-error the estimate is the element's to set
estimate.estimate = null;

estimate.addEventListener("credit-change", ({ detail }) => {
  const total: string = detail.total;
  const whole: Estimate = detail;
});
estimate.addEventListener("credit-checkout", (event) => {
  event.preventDefault();
  const order: Checkout = event.detail;
  const credits: string | null = order.credits;
});
estimate.addEventListener("credit-error", ({ detail }: CustomEvent<Failure>) => detail.code);
estimate.addEventListener("click", ({ clientX }) => clientX);

const one = document.querySelector("one-credit")!;
one.credits = 2n;
one.addEventListener("credit-change", ({ detail }) => detail.headlines[0]?.headline);
const balance = document.querySelector("credit-balance")!;
balance.low = "2";
const known: Balance | null = balance.balance;
balance.retry();
