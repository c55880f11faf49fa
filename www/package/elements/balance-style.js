// How <credit-balance> looks.

export const CSS = `
.figures { display: grid; gap: var(--space-1); }
.figures div { display: flex; justify-content: space-between; gap: var(--space-3); align-items: baseline; }
.figures dt { color: var(--soft); }
.figures [part~="available"] { font-size: var(--text-2); font-weight: 650; }
.figures [part~="available"] dt { color: var(--ink); }
.figures [part~="missing"] { color: var(--amber); font-weight: 650; }
.figures [part~="missing"] dt { color: inherit; }
.adding { display: grid; gap: var(--space-2); padding-block-start: var(--space-3); border-block-start: 1px solid var(--line); }
.adding > input { min-block-size: 2.5rem; max-inline-size: 14rem; }
.figures [part~="total"] { border-block-start: 1px solid var(--line); padding-block-start: var(--space-1); }
`
