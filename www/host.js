// The host of this page: the site that knows the real wallet and takes the real payments. Without one (`null`) the page
// works on its own data and on a demo checkout that takes no payment.
//
// This file keeps its name in the built page, so that a site can put its own in its place, with no build:
//
//   export default {
//     version: 1,
//     wallet() {},                  // -> the wallet, or a promise of it
//     transactions() {},            // -> the history
//     paymentMethods() {},          // -> what Team settings shows: brand, last four digits, expiry
//     addPaymentMethodUrl: "...",   // the page where a method is added
//     checkout: { url: "...", payment() {}, complete() {} },
//     recurring(rule) {},           // takes a changed rule: { version, on, threshold, amount, monthlyCap }, credits as texts
//     run(job) {},                  // runs a previewed job
//   };
//
// Every key but `version` may be absent; what is absent is not offered.
export default null;
