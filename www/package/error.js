// Why a call is refused.

/** The only error that the engine throws. */
export class OneCreditError extends Error {
  constructor(code, errors) {
    super(errors[0].message)
    this.name = 'OneCreditError'
    this.code = code
    this.path = errors[0].path
    this.errors = errors
  }
}

/** One problem: a sentence and its place. */
export const refuse = (code, message, path = '') => new OneCreditError(code, [{ message, path }])

/** The beginning of a text that an error quotes. */
export const shorten = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
