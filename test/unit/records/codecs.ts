import * as zlib from 'node:zlib'
import { type CodecName, compress, decompress, RecordsError } from '../../../src/records/index.ts'

/** A pseudo-random text that compresses about as logs do; the same for the same seed. */
export const text = (bytes: number, seed = 1): Buffer => {
  const words = ['partition', 'leader', 'epoch', 'offset', 'segment', 'batch', 'fetch', 'produce', '4711', '\n', 'ä']
  let state = seed
  let out = ''
  while (out.length < bytes) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    out += `${words[(state >>> 8) % words.length]} `
  }
  return Buffer.from(out).subarray(0, bytes)
}

export const noise = (bytes: number): Buffer => {
  const out = Buffer.alloc(bytes)
  let state = 99
  for (let i = 0; i < bytes; i++) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    out[i] = state >>> 16
  }
  return out
}

export const compressing: readonly CodecName[] = ['gzip', 'snappy', 'lz4', 'zstd']

const codeOf = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    return error instanceof RecordsError ? error.code : `untyped: ${String(error)}`
  }
  return 'none'
}

/** A frame of `blocks` times `bytes` zeros each, as repeated-byte blocks of zstd. */
const zstdBomb = (blocks: number): Buffer => {
  const block = Buffer.alloc(4)
  block.writeUIntLE((1 << 1) | ((128 << 10) << 3), 0, 3)
  const last = Buffer.from(block)
  last[0]! |= 1
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x38])
  return Buffer.concat([header, ...Array.from({ length: blocks - 1 }, () => block), last])
}

/** A stream of a megabyte or less that would become hundreds of megabytes or more. */
const bombOf = (codec: CodecName): Buffer => {
  if (codec === 'zstd') return zstdBomb(8192)
  const packed = codec === 'gzip' ? zlib.gzipSync(Buffer.alloc(16 << 20)) : compress(codec, Buffer.alloc(1 << 20))
  if (codec !== 'lz4') return Buffer.concat(Array.from({ length: codec === 'gzip' ? 60 : 20 }, () => packed))
  const blocks = packed.subarray(7, -4)
  return Buffer.concat([packed.subarray(0, 7), ...Array.from({ length: 240 }, () => blocks), Buffer.alloc(4)])
}

/** The same for native packages and for their portable replacements. */
export const codecTests = (): void => {
  const inputs: readonly (readonly [string, Buffer])[] = [
    ['one byte', Buffer.from('x')],
    ['a text of 300 B', text(300)],
    ['a text of 70 KiB', text(70 << 10)],
    ['a text of 300 KiB', text(300 << 10)],
    ['noise of 200 KiB', noise(200 << 10)],
    ['zeros of 300 KiB', Buffer.alloc(300 << 10)]
  ]

  describe.each(compressing)('%s', (codec) => {
    test.each(inputs)('gives %s back', (_, bytes) => {
      expect(decompress(codec, compress(codec, bytes)).equals(bytes)).toBe(true)
    })

    test('gives back nothing for nothing', () => {
      if (codec === 'snappy') return
      expect(decompress(codec, compress(codec, Buffer.alloc(0))).length).toBe(0)
    })

    test('keeps to the limit: exactly as much is fine, one byte more is MESSAGE_TOO_LARGE', () => {
      const packed = compress(codec, text(5000))
      expect(decompress(codec, packed, { limit: 5000 }).length).toBe(5000)
      expect(codeOf(() => decompress(codec, packed, { limit: 4999 }))).toBe('MESSAGE_TOO_LARGE')
    })

    test('refuses a bomb without taking the memory that it asks for', () => {
      const bomb = bombOf(codec)
      expect(bomb.length).toBeLessThan(1 << 20)
      const before = process.memoryUsage()
      expect(codeOf(() => decompress(codec, bomb, { limit: 4 << 20 }))).toBe('MESSAGE_TOO_LARGE')
      const after = process.memoryUsage()
      expect(after.arrayBuffers + after.external - before.arrayBuffers - before.external).toBeLessThan(64 << 20)
    })

    test('answers a typed error for every prefix that misses something', () => {
      const packed = compress(codec, text(600))
      for (let end = 0; end < packed.length; end++) {
        const code = codeOf(() => decompress(codec, packed.subarray(0, end)))
        const whole = codec === 'snappy' && end === 16
        const empty = codec === 'zstd' && end === 0
        expect([end, code]).toEqual([end, whole || empty ? 'none' : 'UNKNOWN_SERVER_ERROR'])
      }
    })

    test('never throws untyped, nor answers over the limit, whatever byte is changed', () => {
      const packed = compress(codec, text(400))
      for (let at = 0; at < packed.length; at++) {
        for (const flip of [0x01, 0x80, 0xff]) {
          const changed = Buffer.from(packed)
          changed[at]! ^= flip
          const code = codeOf(() => {
            if (decompress(codec, changed, { limit: 4096 }).length > 4096) throw new Error('over the limit')
          })
          expect([at, flip, code]).toEqual([at, flip, expect.stringMatching(/^[A-Z_]+$|^none$/)])
        }
      }
    })
  })
}
