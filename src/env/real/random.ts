import { randomBytes, randomFillSync, randomUUID } from 'node:crypto'
import type { Random } from '../env.ts'

/** Kafka never generates a uuid whose text begins with a dash: command lines would take it for a flag. */
function uuid(): string {
  for (;;) {
    const text = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url')
    if (!text.startsWith('-')) return text
  }
}

/** Bytes that were asked of the system together: asking for a few costs as much as for many. Each is given out once. */
const pool = Buffer.alloc(4096)
let poolAt = pool.length

function bytes(length: number): Uint8Array {
  if (length > pool.length) return randomBytes(length)
  if (poolAt + length > pool.length) {
    randomFillSync(pool)
    poolAt = 0
  }
  poolAt += length
  return Buffer.from(pool.subarray(poolAt - length, poolAt))
}

export const realRandom: Random = {
  u32: () => randomBytes(4).readUInt32BE(),
  uuid,
  bytes
}
