// How <one-credit> looks: as on the page, but by its own width.

export const CSS = `
.panel, .stack { gap: var(--space-4); }
.sentence { direction: ltr; display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 0.3em; font-size: clamp(var(--text-4), 0.8rem + 5cqi, var(--text-8)); font-weight: 650; line-height: 1.15; letter-spacing: -0.02em; }
.frame:dir(rtl) .sentence { justify-content: flex-end; }
.sentence input { field-sizing: content; inline-size: auto; min-inline-size: 2ch; max-inline-size: min(100%, 14ch); min-block-size: 0; padding: 0 0.12em; text-align: center; font-weight: 700; letter-spacing: -0.03em; line-height: 1.15; color: var(--accent); background: none; border: 0; border-block-end: 3px solid var(--accent); border-radius: 0; }
.sentence input:hover { background: var(--wash); }
.sentence input[aria-invalid="true"] { border-color: var(--red); }
input[type="range"] { inline-size: 100%; block-size: 1.75rem; min-block-size: 0; margin: 0; padding: 0; border: 0; background: none; accent-color: var(--accent); cursor: pointer; }
.amount { display: grid; gap: var(--space-2); max-inline-size: 40rem; }
.decades { display: flex; justify-content: space-between; font-size: var(--text-0); }
.decades button { min-inline-size: 1.5rem; padding: 0; color: var(--soft); text-decoration: none; }
.decades button:hover { color: var(--ink); }
.decades button[aria-pressed="true"] { color: var(--accent); font-weight: 650; }

.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr)); gap: var(--space-4); }
.card { container-type: inline-size; display: grid; grid-template-rows: auto auto auto 1fr; padding: var(--space-5); background: var(--raised); border: 1px solid var(--line); border-radius: var(--radius-large); box-shadow: 0 1px 2px var(--shade); }
.verb { display: flex; gap: var(--space-2); align-items: center; font-weight: 600; }
.verb .icon { inline-size: 1.35rem; block-size: 1.35rem; color: var(--accent); }
.figure { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 0.2em; margin-block-start: var(--space-4); font-weight: 700; font-size: min(3.5rem, 26cqi); line-height: 1; letter-spacing: -0.045em; }
.what { inline-size: 100%; line-height: 1.3; font-size: var(--text-2); letter-spacing: -0.01em; font-weight: 600; }
.exact { margin-block: var(--space-2) var(--space-4); font-size: var(--text-0); color: var(--soft); overflow-wrap: anywhere; }
.source { padding-block-start: var(--space-3); border-block-start: 1px solid var(--line); align-self: end; font-size: var(--text-0); line-height: 1.3rem; color: var(--soft); }
.source b { display: block; font-weight: 600; color: var(--ink); font-size: var(--text-1); }

@container (max-width: 40rem) {
  .cards { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: var(--space-3); }
  .card { padding: var(--space-4); }
}
@container (max-width: 22rem) {
  .cards { grid-template-columns: minmax(0, 1fr); }
}
@media print { .card { break-inside: avoid; box-shadow: none; } }
`
