// The lines of an estimate, which come from the engine as one text (src/js/lines.rs).

/** How many fields a line has. */
const FIELDS = 16

/** The same estimate with its lines as objects. */
export function withLines(estimate) {
  const fields = estimate.lines.split('\0')
  const lines = []
  for (let at = 0; at + FIELDS <= fields.length; at += FIELDS) lines.push(line(fields, at))
  estimate.lines = lines
  return estimate
}

function line(fields, at) {
  const node = fields[at + 2]
  const line = { id: fields[at], label: fields[at + 1] }
  if (node !== '') line.node = Number(node)
  line.model = fields[at + 3] || null
  line.supplier = fields[at + 4] || null
  line.meter = fields[at + 5] || null
  line.quantity = range(fields, at + 6)
  line.rate = fields[at + 9] === '' ? null : { amount: fields[at + 9], per: fields[at + 10] }
  const isPriced = fields[at + 11] !== ''
  line.credits = isPriced ? range(fields, at + 11) : null
  line.rounded = fields[at + 14] !== ''
  if (!isPriced) line.gap = fields[at + 15]
  return line
}

/** Expected comes first; low and high are empty where they are the same. */
function range(fields, at) {
  const expected = fields[at]
  return { low: fields[at + 1] || expected, expected, high: fields[at + 2] || expected }
}
