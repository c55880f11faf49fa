// Exact decimal arithmetic for tests: figures as people see them, added up digit by digit.

/** The figure in a shown text: "1,234.50" -> { value: 123450n, digits: 2 }. */
function read(text) {
  const plain = text.replaceAll(",", "").trim();
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain);
  if (!match) throw new Error(`"${text}" is not a figure`);
  const [, sign, whole, decimals = ""] = match;
  const value = BigInt(whole + decimals);
  return { value: sign ? -value : value, digits: decimals.length };
}

/** The exact sum of shown figures, as plain text with as many digits as the longest. */
export function sum(texts) {
  const figures = texts.map(read);
  const digits = Math.max(0, ...figures.map((figure) => figure.digits));
  const total = figures.reduce((sum, { value, digits: own }) => sum + value * 10n ** BigInt(digits - own), 0n);
  return text(total, digits);
}

/** A shown figure as plain text: "1,234.50" -> "1234.50". */
export function plain(shown) {
  const { value, digits } = read(shown);
  return text(value, digits);
}

function text(value, digits) {
  const sign = value < 0n ? "-" : "";
  const all = (value < 0n ? -value : value).toString().padStart(digits + 1, "0");
  return digits === 0 ? sign + all : `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}`;
}
