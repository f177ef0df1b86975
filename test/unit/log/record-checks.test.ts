/** Goal: large compressed records are checked in a worker, small ones here, with one verdict. Method: an Env that holds jobs back. */

import { randomBytes } from 'node:crypto'
import type { Env, Job } from '../../../src/env/index.ts'
import { inlineOutputBytesMax, RecordChecks } from '../../../src/log/write/record-checks.ts'
import { isFailure } from '../../../src/protocol/index.ts'
import { buildBatch, type CodecName, type ValidateOptions, type Validation } from '../../../src/records/index.ts'

const options: ValidateOptions = {
  origin: 'client',
  produceVersion: 7,
  compressionType: 'producer',
  messageTimestampType: 'CreateTime',
  timestampBeforeMaxMs: Number.MAX_SAFE_INTEGER,
  timestampAfterMaxMs: Number.MAX_SAFE_INTEGER,
  nowMs: 1_000,
  maxMessageBytes: 100 << 20,
  compacted: false,
  decompressedBytesMax: inlineOutputBytesMax
}

function stage() {
  const held: (() => void)[] = []
  const offload = <A, R>(job: Job<A, R>, argument: A) =>
    new Promise<R>((resolve) => held.push(() => resolve(job.run(argument))))
  return { held, checks: new RecordChecks({ offload } as Env) }
}

const batchOf = (value: Buffer, codec: CodecName) => buildBatch([{ timestamp: 1, value }], { codec })
const refusal = (validation: Validation) => (isFailure(validation) ? validation.error : null)

test('a small compressed batch is checked at once', () => {
  const { checks, held } = stage()
  expect(checks.validate(batchOf(Buffer.alloc(1000, 'x'), 'lz4'), options)).toMatchObject({ batches: [{}] })
  expect(held).toHaveLength(0)
})

test('a large compressed batch is checked later, from a copy', async () => {
  const { checks, held } = stage()
  const records = batchOf(randomBytes(400_000), 'gzip')
  const sent = Buffer.from(records)
  const later = checks.validate(records, options)
  expect(held).toHaveLength(1)
  records.fill(0)
  held[0]?.()
  const validation = await later
  expect(refusal(validation)).toBeNull()
  if (isFailure(validation)) return
  const { buffer, at, size, recordCount } = validation.batches[0] as (typeof validation.batches)[number]
  expect(recordCount).toBe(1)
  expect(buffer.subarray(at, at + size).equals(sent)).toBe(true)
})

test('a large batch that is not compressed, and stays so, is checked at once', () => {
  const { checks, held } = stage()
  checks.validate(batchOf(randomBytes(400_000), 'none'), options)
  expect(held).toHaveLength(0)
  void checks.validate(batchOf(randomBytes(400_000), 'none'), { ...options, compressionType: 'zstd' })
  expect(held).toHaveLength(1)
})

test.each(['gzip', 'lz4', 'zstd'] as const)(
  'a small %s batch that grows large is left to a worker, which still bounds it',
  async (codec) => {
    const { checks, held } = stage()
    const [fits, bomb] = [5 << 20, 17 << 20].map((bytes) =>
      checks.validate(batchOf(Buffer.alloc(bytes), codec), options)
    )
    expect(held).toHaveLength(2)
    for (const run of held) run()
    expect(refusal(await (fits as Promise<Validation>))).toBeNull()
    expect(refusal(await (bomb as Promise<Validation>))).toBe('MESSAGE_TOO_LARGE')
  }
)

test('beyond the bytes that may wait for workers, records are checked here', async () => {
  const { checks, held } = stage()
  const records = batchOf(randomBytes(30 << 20), 'lz4')
  const first = [checks.validate(records, options), checks.validate(records, options)]
  expect(first.every((each) => each instanceof Promise)).toBe(true)
  expect(checks.validate(records, options)).toMatchObject({ batches: [{}] })
  for (const run of held) run()
  await Promise.all(first)
  expect(checks.validate(records, options)).toBeInstanceOf(Promise)
})

test('a worker that dies refuses the records', async () => {
  const offload = () => Promise.reject(new Error('a worker thread ended'))
  const checks = new RecordChecks({ offload } as unknown as Env)
  expect(await checks.validate(batchOf(randomBytes(400_000), 'gzip'), options)).toMatchObject({
    error: 'UNKNOWN_SERVER_ERROR',
    recordErrors: []
  })
})
