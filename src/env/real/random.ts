import { randomBytes, randomUUID } from 'node:crypto'
import type { Random } from '../env.ts'

/** Kafka never hands out a uuid whose text begins with a dash: command lines would take it for a flag. */
function uuid(): string {
  for (;;) {
    const text = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url')
    if (!text.startsWith('-')) return text
  }
}

export const realRandom: Random = {
  u32: () => randomBytes(4).readUInt32BE(),
  uuid,
  bytes: (length) => randomBytes(length)
}
