// The host of this page: the site that knows the real wallet and takes the real payments. Without one (`null`) the page
// works on its own data and on a demo checkout that takes no payment.
//
// This file keeps its name in the built page, so that a site can put its own in its place, with no build:
//
//   export default {
//     version: 1,
//     wallet() {},                  // -> { totalBalance, reservedBalance }
//     transactions() {},            // -> the history
//     paymentMethods() {},          // -> [{ brand: "Visa", last4: "0123", expiry: "2029-03", isDefault: true }]
//     addPaymentMethodUrl: "...",   // the page where a method is added
//     checkout: {
//       url: "...",                 // the page that takes a payment
//       payment(order) {},          // -> what the browser's payment sheet is asked with, or nothing
//       complete(order, response) {},
//     },
//     recurring(rule) {},           // takes a changed rule: { version, on, threshold, amount, monthlyCap }, credits as texts
//     run(job, { signal }) {},      // -> what the run cost
//   };
//
// Every key but `version` may be absent; what is absent is not offered. Every function may answer with a promise, and says
// what is wrong by throwing an Error, whose message is shown. Amounts are numbers or decimal texts, read to their last digit;
// a text keeps digits that a number has not. 1 credit is US$1.
//
// wallet()          Its figures take the place of those that this browser keeps. Asked again after each payment and run.
// transactions()    What *Transactions* can import, as an object, a list or a text: { id, time, kind, credits, balance } and
//                   the forms of the platform. Rows that are known by their id are passed over, so all may be given each time;
//                   when one is wrong, none is taken.
// paymentMethods()  Brand, last four digits and month of expiry ("2029-03", "03/29"). Whatever holds more digits of a card is
//                   dropped, and only said to have been dropped.
//
// An order is { version: 1, id, credits, currency: "USD", amount, fee: "0", method: "card" | "google-pay", return }, all but
// the version texts. It is paid in one of two ways:
//
//   1. Where `checkout.payment` answers with a PaymentMethodData or a list of them, and the browser has a payment sheet for it,
//      the sheet is shown, and `checkout.complete` gets its response as it is. It resolves once the payment is taken; the page
//      then closes the sheet. A page that names its payment app by an address must allow that address in the connect-src of
//      its Content-Security-Policy.
//   2. Otherwise the visitor goes to `checkout.url`, with #order= and the order as percent-encoded JSON behind it. The page
//      there leads back to `order.return`, paid or not. A top-up in `transactions()` with the id of the order says that it was.
//
// Both addresses must be of this page's own origin, or of one that the build lists ([checkout] origins in pricing/policy.toml);
// to any other nothing is sent.
//
// A job is { version: 1, id, name, view: "pipeline" | "benchmark", reserved, estimated, lines: [{ step, label, model, supplier,
// function, meter, quantity, rate: { amount, per }, rateFrom, estimated }] }, figures as texts. `run` resolves with what it
// cost: `usedCredits`, `used_credits`, `credits_used` or `executionStats.credits`, or `lines` with `credits` each and `step`,
// `model` or `meter` as far as they are known, or both. When it throws, everything reserved is released. `signal` is an
// AbortSignal: the visitor has stopped the run.
export default null;
