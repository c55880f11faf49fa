// Compiled, never run: the elements in Vue.
import type {} from "one-credit/vue";
import type { GlobalComponents } from "vue";

type PropsOf<Name extends keyof GlobalComponents> = InstanceType<GlobalComponents[Name]>["$props"];

const estimate: PropsOf<"credit-estimate"> = { pipeline: "{}", compact: true, "onCredit-change": undefined };
const one: PropsOf<"one-credit"> = { credits: "2" };
// @ts-expect-error a wallet has a total
const balance: PropsOf<"credit-balance"> = { wallet: { reserved: 1 } };
