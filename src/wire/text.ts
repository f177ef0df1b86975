import type { FastBuffer } from './fast-buffer.ts'

const cachedBytesMax = 32
const slots = 1024
const texts: string[] = new Array<string>(slots).fill('')
const replacement = '\ufffd'

/**
 * Decodes UTF-8 as Java does. A small cache holds short strings, because the same few topic, group and client names keep
 * arriving: a hit creates no garbage, costs a third of a decode, and already has its hash for Map lookups.
 */
export function utf8Text(buffer: FastBuffer, from: number, to: number): string {
  const length = to - from
  if (length === 0) return ''
  if (length > cachedBytesMax) return decoded(buffer, from, to)
  const slot = slotOf(buffer, from, to)
  const known = texts[slot] as string
  if (known.length === length) {
    let index = 0
    while (index < length && known.charCodeAt(index) === buffer[from + index]) index++
    if (index === length) return known
  }
  const text = decoded(buffer, from, to)
  texts[slot] = text
  return text
}

/** Hashes every byte, because broker and topic names often differ in only one. */
function slotOf(buffer: FastBuffer, from: number, to: number): number {
  let hash = to - from
  for (let index = from; index < to; index++) hash = (Math.imul(hash, 31) + (buffer[index] as number)) | 0
  return (hash ^ (hash >>> 15)) & (slots - 1)
}

function decoded(buffer: FastBuffer, from: number, to: number): string {
  const text = buffer.utf8Slice(from, to)
  return text.includes(replacement) ? withJavaSurrogates(buffer, from, to) : text
}

/** Java replaces an encoded surrogate (ED, A0..BF, and a continuation byte if present) with one U+FFFD; Node replaces each byte. */
function withJavaSurrogates(buffer: FastBuffer, from: number, to: number): string {
  let text = ''
  let begin = from
  for (let at = from; at + 1 < to; at++) {
    const second = buffer[at + 1] as number
    if (buffer[at] !== 0xed || second < 0xa0 || second > 0xbf) continue
    text += buffer.utf8Slice(begin, at) + replacement
    begin = at + 2 < to && ((buffer[at + 2] as number) & 0xc0) === 0x80 ? at + 3 : at + 2
    at = begin - 1
  }
  return text + buffer.utf8Slice(begin, to)
}
