/** Goal: each checkpoint file is written as often as its config says. Method: timers that a test runs by their interval. */
import { createMemoryDisk } from '../../../src/log/index.ts'
import { logStoreConfigOf, resolveSettings } from '../../../src/server/settings.ts'
import { batch, client, fileStore, logConfig, testEnv, topicId } from '../../kit/logs.ts'

/** Settings whose intervals are told apart by their length. */
const settings = {
  flushCheckpointIntervalMs: 11,
  startOffsetCheckpointIntervalMs: 22,
  highWatermarkCheckpointIntervalMs: 33
}

function stage() {
  const disk = createMemoryDisk(() => 0)
  const due = new Map<number, () => void>()
  const env = testEnv({ disk })
  const timers = {
    ...env.timers,
    after: (ms: number, run: () => void) => {
      due.set(ms, run)
      return { cancel: () => void due.delete(ms) }
    }
  }
  const { store } = fileStore('/data', {}, settings, { ...env, timers })
  const log = store.create('t', 0, topicId, logConfig)
  const read = (name: string) => (disk.exists(`/data/${name}`) ? String(disk.readFile(`/data/${name}`)) : '')
  /** Runs what is due after `ms` and waits until it is to run again. */
  const pass = async (ms: number) => {
    const run = due.get(ms)
    due.delete(ms)
    run?.()
    for (let n = 0; n < 10; n++) await undefined
    expect(due.has(ms)).toBe(true)
  }
  return { log, read, pass }
}

test('log.flush.start.offset.checkpoint.interval.ms is how often moved starts of logs are written', async () => {
  const { log, read, pass } = stage()
  log.append(batch(['a', 'b']), client)
  await log.flush()
  log.moveStartOffset(1)
  await pass(11)
  expect([read('recovery-point-offset-checkpoint'), read('log-start-offset-checkpoint')]).toEqual([
    '0\n1\nt 0 2\n',
    '0\n0\n'
  ])
  await pass(22)
  expect(read('log-start-offset-checkpoint')).toBe('0\n1\nt 0 1\n')
})

test('log.flush.offset.checkpoint.interval.ms is how often recovery points are', async () => {
  const { log, read, pass } = stage()
  log.append(batch(['a', 'b']), client)
  await log.flush()
  await pass(22)
  expect(read('recovery-point-offset-checkpoint')).toBe('0\n0\n')
  await pass(11)
  expect(read('recovery-point-offset-checkpoint')).toBe('0\n1\nt 0 2\n')
})

test('replica.high.watermark.checkpoint.interval.ms is how often high watermarks are, in a cluster', async () => {
  const { log, read, pass } = stage()
  log.append(batch(['a', 'b']), client)
  await log.flush()
  log.highWatermark = 1
  await pass(33)
  expect(read('replication-offset-checkpoint')).toBe('0\n1\nt 0 1\n')
  expect(logStoreConfigOf(resolveSettings({}).config).highWatermarkCheckpointIntervalMs).toBeUndefined()
  expect(logStoreConfigOf(resolveSettings({}, true).config).highWatermarkCheckpointIntervalMs).toBe(5_000)
})
