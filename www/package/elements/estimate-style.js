// How <credit-estimate> looks. It follows its own width, not that of the window.

export const CSS = `
.total { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 var(--space-3); }
.sum { font-size: var(--text-5); font-weight: 700; letter-spacing: -0.03em; line-height: 1.1; }
.sum .unit { font-size: 0.6em; letter-spacing: 0; color: var(--soft); white-space: nowrap; }
.compact { padding: var(--space-4); gap: var(--space-3); }
.compact .sum { font-size: var(--text-4); }
.compact h2 { font-size: var(--text-2); }

table { inline-size: 100%; border-collapse: collapse; }
/* Words that fit a line are not broken, whatever that does to the column. */
th, td { padding: var(--space-2); text-align: inherit; vertical-align: baseline; }
:is(th, td) .under { overflow-wrap: break-word; }
:is(th, td).num { text-align: right; }
th:first-child { padding-inline-start: 0; }
:is(th, td):last-child { padding-inline-end: 0; }
thead th { font-size: var(--text-0); font-weight: 500; color: var(--soft); }
tbody th { font-weight: 600; }
tbody tr { border-block-start: 1px solid var(--line); }
tbody b { font-weight: 650; }
.gap + .under { color: var(--amber); }

.wallet { align-items: center; font-size: var(--text-1); }
.wallet .icon { color: var(--accent); }
.wallet.warn .icon { color: var(--amber); }

.assumptions > summary { font-weight: 600; }
.tag { margin-inline: var(--space-2); }
.assumption { display: grid; gap: var(--space-2); padding-block: var(--space-3); border-block-start: 1px solid var(--line); }
summary + .assumption { border: 0; }
.three { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: var(--space-2); max-inline-size: 24rem; }

.narrow { display: none; }
@container (max-width: 30rem) {
  .quantity { display: none; }
  .narrow { display: block; }
}
@container (max-width: 24rem) {
  .panel { padding: var(--space-4); }
  .sum { font-size: var(--text-4); }
}
`
