/*
 * Numbers as Java parses and prints them: what Kafka accepts as a number and how its messages show one.
 */
const longMax = 9223372036854775807n
const bounds = {
  short: [-32768n, 32767n],
  int: [-2147483648n, 2147483647n],
  long: [-longMax - 1n, longMax]
} as const satisfies Record<string, readonly [bigint, bigint]>

/** Java's String#trim, which also removes control characters but no blanks above U+0020. */
export function javaTrim(text: string): string {
  let [from, to] = [0, text.length]
  while (from < to && text.charCodeAt(from) <= 0x20) from++
  while (to > from && text.charCodeAt(to - 1) <= 0x20) to--
  return text.slice(from, to)
}

/** The value of a digit in any script; Java's parsers accept them all. */
function digitOf(character: string): string {
  let zero = character.charCodeAt(0)
  const code = zero
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCharCode(zero - 1))) zero--
  return String(code - zero)
}

const integer = /^[+-]?[0-9]+$/

/** Integer#parseInt and its siblings; undefined where Java throws. */
export function parseInteger(type: keyof typeof bounds, text: string): bigint | undefined {
  // Digits of other scripts are rare, and recognizing them is most of the work.
  const plain = integer.test(text) ? text : text.replace(/\p{Nd}/gu, digitOf)
  if (!integer.test(plain)) return undefined
  const number = BigInt(plain.replace(/^\+/, ''))
  const [least, most] = bounds[type]
  return number < least || number > most ? undefined : number
}

const decimal = /^([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[fFdD]?$/
const hexadecimal = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?[0-9]+)[fFdD]?$/

/** Double#parseDouble; undefined where Java throws. */
export function parseDouble(text: string): number | undefined {
  const word = /^([+-]?)(NaN|Infinity)$/.exec(text)
  if (word !== null) return word[2] === 'NaN' ? Number.NaN : word[1] === '-' ? -Infinity : Infinity
  const plain = decimal.exec(text)?.[1]
  if (plain !== undefined) return Number(plain)
  const [, sign, whole = '', fraction = '', exponent] = hexadecimal.exec(text) ?? []
  if (exponent === undefined || whole + fraction === '') return undefined
  const magnitude = Number.parseInt(whole + fraction, 16) * 2 ** (Number(exponent) - 4 * fraction.length)
  return sign === '-' ? -magnitude : magnitude
}

/** A value validated before, of any numeric type; 64-bit values become the nearest double. */
export function toNumber(text: string): number {
  const trimmed = javaTrim(text)
  return Number(parseInteger('long', trimmed) ?? parseDouble(trimmed) ?? Number.NaN)
}

/** Double#toString. */
export function showDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value < 0 ? '-Infinity' : 'Infinity'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const withPoint = (digits: string) => (digits.includes('.') ? digits : `${digits}.0`)
  const size = Math.abs(value)
  if (size >= 1e-3 && size < 1e7) return withPoint(String(value))
  const [digits = '', exponent = ''] = value.toExponential().split('e')
  return `${withPoint(digits)}E${Number(exponent)}`
}
