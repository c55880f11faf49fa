// The steps of the slider, as on the page: ten to a decade, from 0.01 to 10,000 credits.

/** The amounts, lowest first. */
export const STEPS = [
  '0.01', '0.012', '0.015', '0.02', '0.025', '0.03', '0.04', '0.05', '0.06', '0.08',
  '0.1', '0.12', '0.15', '0.2', '0.25', '0.3', '0.4', '0.5', '0.6', '0.8',
  '1', '1.2', '1.5', '2', '2.5', '3', '4', '5', '6', '8',
  '10', '12', '15', '20', '25', '30', '40', '50', '60', '80',
  '100', '120', '150', '200', '250', '300', '400', '500', '600', '800',
  '1000', '1200', '1500', '2000', '2500', '3000', '4000', '5000', '6000', '8000',
  '10000',
]

/** The round amounts that are written under the slider, by their places. */
export const DECADES = [0, 10, 20, 30, 40, 50, 60]

/** The place that agrees best with an amount: the highest that does not exceed it. The engine compares. */
export function place(engine, credits) {
  const reaches = (step) => engine.wallet({ total: credits, needed: step }).missing === null
  let low = 0
  let high = STEPS.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (reaches(STEPS[middle])) low = middle
    else high = middle - 1
  }
  return low
}
