// The style sheets of the elements, made once for each document and shared by all elements in it. A host's policy need
// not allow inline styles for them.

import { TOKENS } from './tokens.js'

const SHARED = `
*, ::before, ::after { box-sizing: border-box; }
:host { display: block; min-inline-size: 0; }
:host([hidden]) { display: none; }

.frame {
  ${TOKENS}
  container-type: inline-size; min-inline-size: 0;
  font: var(--text-1) / 1.5 var(--sans); font-variant-numeric: tabular-nums; text-align: left;
  letter-spacing: normal; text-transform: none; word-spacing: normal; white-space: normal; color: var(--ink);
}
.stack { display: grid; gap: var(--space-4); grid-template-columns: minmax(0, 1fr); align-content: start; }
.panel { padding: var(--space-5); background: var(--raised); border: 1px solid var(--line); border-radius: var(--radius-large); }
h2, h3, p, ul, dl, dd, table { margin: 0; padding: 0; }
ul { list-style: none; }
h2 { font-size: var(--text-3); line-height: 1.2; letter-spacing: -0.015em; font-weight: 650; text-wrap: balance; }
h3 { font-size: var(--text-1); line-height: 1.3; font-weight: 650; }
p { text-wrap: pretty; overflow-wrap: anywhere; }
/* The words here are English, whichever way the page around them is written; they stand on the side where it begins. */
.frame:dir(rtl) { text-align: right; }
p, h2, h3, th, dt, dd, summary, button, .under, .tag { unicode-bidi: plaintext; }
svg { display: block; flex: none; }
.icon { inline-size: 1.15em; block-size: 1.15em; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.soft { color: var(--soft); }
.small { font-size: var(--text-0); }
.row { display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-3); align-items: center; }
.apart { justify-content: space-between; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

/* Digits stand under digits of their own place in every direction of writing. */
.num { text-align: right; }
.gap { display: inline-flex; gap: var(--space-1); align-items: center; color: var(--amber); font-weight: 600; }
.gap .icon, .done .icon { inline-size: 1em; block-size: 1em; }
.done { display: inline-flex; gap: var(--space-1); align-items: center; color: var(--accent); font-weight: 600; }
.tag { display: inline-block; padding: 0 0.5em; border-radius: 99rem; background: var(--amber-wash); color: var(--amber); font-size: var(--text-0); font-weight: 600; white-space: nowrap; }
.under { display: block; font-size: var(--text-0); font-weight: 400; color: var(--soft); overflow-wrap: anywhere; }

.note { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: var(--space-1) var(--space-2); align-items: start; padding: var(--space-2) var(--space-3); border-radius: var(--radius); border-inline-start: 4px solid var(--edge); background: var(--sunken); font-size: var(--text-0); }
.note.bad { background: var(--red-wash); border-color: var(--red); }
.note.warn { background: var(--amber-wash); border-color: var(--amber); }
.note.bad .icon { color: var(--red); }
.note.warn .icon { color: var(--amber); }

input, button { font: inherit; color: inherit; font-variant-numeric: inherit; letter-spacing: inherit; }
input { inline-size: 100%; min-inline-size: 0; min-block-size: 2rem; padding: 0.15rem 0.5rem; background: var(--raised); border: 1px solid var(--edge); border-radius: var(--radius); }
input:hover { border-color: var(--ink); }
input[aria-invalid="true"] { border-color: var(--red); }
.problem { color: var(--red); font-size: var(--text-0); }
.button { display: inline-flex; align-items: center; justify-content: center; min-block-size: 2.5rem; padding: 0.4rem 1rem; font-weight: 600; cursor: pointer; background: var(--raised); color: var(--ink); border: 1px solid var(--edge); border-radius: var(--radius); }
.button:hover { border-color: var(--ink); background: var(--sunken); }
.button.first { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.button.first:hover { background: var(--ink); border-color: var(--ink); color: var(--paper); }
.button[aria-disabled="true"] { opacity: 0.55; cursor: not-allowed; }
.chip { min-block-size: 1.75rem; padding: 0 0.7rem; border: 1px solid var(--edge); border-radius: 99rem; background: var(--raised); font-size: var(--text-0); font-weight: 500; cursor: pointer; }
.chip:hover { border-color: var(--ink); background: var(--sunken); }
.chip[aria-pressed="true"] { background: var(--wash); border-color: var(--accent); color: var(--accent); }
.quiet { min-block-size: 1.5rem; padding: 0 var(--space-1); border: 0; background: none; color: var(--accent); cursor: pointer; text-decoration: underline; text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
.quiet:hover { color: var(--ink); }
summary { cursor: pointer; min-block-size: 1.5rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
input:focus-visible { outline-offset: 0; border-radius: var(--radius); }

@media (prefers-reduced-motion: no-preference) {
  button, input { transition: background-color var(--quick), border-color var(--quick), color var(--quick); }
}
@media (forced-colors: active) {
  .tag { border: 1px solid; }
  .button.first, .chip[aria-pressed="true"] { border: 3px solid Highlight; }
}
@media print {
  .frame { color-scheme: light; }
  .no-print { display: none; }
}
`

/** The sheets of each document; those of a document that is gone go with it. */
const made = new WeakMap()

/** The shared sheet and one for each further text, for elements in this document. */
export function sheets(document, ...texts) {
  let own = made.get(document)
  if (!own) made.set(document, (own = new Map()))
  return [SHARED, ...texts].map((text) => {
    let sheet = own.get(text)
    if (!sheet) {
      sheet = new document.defaultView.CSSStyleSheet()
      sheet.replaceSync(text)
      own.set(text, sheet)
    }
    return sheet
  })
}
