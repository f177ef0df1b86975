/** Escapes of one letter that RE2 knows; it refuses those of other letters. */
const letterEscape = /^\\(?:[ABCDEQSWabdfnrstvwz]|x[0-9A-Fa-f]{2}|x\{[0-9A-Fa-f]+\}|[pP](?:[A-Z]|\{\^?\w+\}))/
const repeatMax = 1_000

/**
 * Whether a text is a regular expression in the syntax of RE2, which Kafka uses for patterns that clients send: no references
 * back, no looking around. Matches nothing: it only tells a pattern that Kafka would refuse.
 */
export function isRe2Pattern(pattern: string): boolean {
  let translated = ''
  let rest = pattern
  /** Takes so many characters, and puts `as` in their place. */
  const take = (length: number, as = rest.slice(0, length)) => {
    translated += as
    rest = rest.slice(length)
  }
  while (rest !== '') {
    const isEscape = rest.startsWith('\\')
    if (rest.startsWith('\\Q')) {
      const end = rest.indexOf('\\E')
      take(end < 0 ? rest.length : end + 2, 'x')
    } else if (isEscape && /^\\[a-zA-Z]/.test(rest)) {
      const letter = letterEscape.exec(rest)
      if (letter === null) return false
      take(letter[0].length, /^\\[xpP]/.test(rest) ? 'x' : letter[0])
    } else if (isEscape) {
      if (/^\\[1-9]/.test(rest) || rest.length < 2) return false
      take(2)
    } else if (rest.startsWith('[')) {
      const set = /^\[\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*\]/.exec(rest)
      if (set === null) return false
      const inner = set[0]
        .slice(1, -1)
        .replace(/\[:\^?\w+:\]/g, 'x')
        .replace(/^(\^?)\]/, '$1\\]')
      take(set[0].length, `[${inner}]`)
    } else if (rest.startsWith('(?')) {
      const group = /^\(\?(?:P?<\w+>|-?[imsU]*(?:-[imsU]+)?[:)])/.exec(rest)
      if (group === null) return false
      take(group[0].length, group[0].endsWith(')') ? '' : '(?:')
    } else {
      const repeat = /^\{(\d+)(?:,(\d*))?\}/.exec(rest)
      if (repeat !== null && [repeat[1], repeat[2]].some((count) => Number(count ?? 0) > repeatMax)) return false
      take(repeat?.[0].length ?? 1)
    }
  }
  try {
    new RegExp(translated)
    return true
  } catch {
    return false
  }
}
