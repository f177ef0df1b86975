import fc from 'fast-check'

const surrogates = 0x800

/** One code point that is no surrogate, ASCII half of the time. */
const character = fc
  .oneof(fc.nat(0x7f), fc.nat(0xffff - surrogates), fc.nat(0x10ffff - surrogates))
  .map((each) => String.fromCodePoint(each < 0xd800 ? each : each + surrogates))

/**
 * Texts of any characters, some with names such as `__proto__` in them. With a `unit` of fast-check's own that goes beyond ASCII,
 * fast-check first makes a table of all characters, which takes more than a second in each test file.
 */
export const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc.oneof(fc.string({ maxLength }), fc.string({ unit: character, maxLength }))
