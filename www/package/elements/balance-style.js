// How <credit-balance> looks.

export const CSS = `
.figures { display: grid; gap: var(--space-1); }
.figures div { display: flex; justify-content: space-between; gap: var(--space-3); align-items: baseline; }
.figures dt { color: var(--soft); }
.figures [part~="available"] { font-size: var(--text-2); font-weight: 650; }
.figures [part~="available"] dt { color: var(--ink); }
.figures [part~="total"] { border-block-start: 1px solid var(--line); padding-block-start: var(--space-1); }
`
