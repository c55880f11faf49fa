// Compiled, never run: the elements in React.
import type {} from "one-credit/react";
import { useRef } from "react";
import type { CreditEstimate } from "one-credit/elements";

export function Panel({ pipeline }: { pipeline: object }) {
  const own = useRef<CreditEstimate>(null);
  return (
    <>
      <credit-estimate
        ref={own}
        className="panel"
        compact
        heading="Costs"
        pipeline={pipeline}
        volumes={{ 0: { "seconds.audio": 3600 } }}
        at={new Date()}
        oncredit-change={({ detail }) => detail.total.length}
        oncredit-checkout={(event) => event.preventDefault()}
      >
        <p>Loading…</p>
      </credit-estimate>
      <one-credit credits={2} locale="de" />
      <credit-balance wallet={{ total: "25" }} low="5" checkoutUrl="/pay" />
      {/* @ts-expect-error a wallet has a total */}
      <credit-balance wallet={{ reserved: "25" }} />
      {/* @ts-expect-error there is no such property */}
      <one-credit credit="2" />
    </>
  );
}
