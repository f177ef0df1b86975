/** A log on a disk whose power can fail, for directed tests: each record is a page of its own, so that any of them may be lost alone. */
import type { LogConfig, LogStoreConfig } from '../../../src/log/index.ts'
import type { buildBatch } from '../../../src/records/index.ts'
import { type Stage, stage } from '../../kit/clean-stage.ts'
import { checkIndexes } from '../../kit/log-checks.ts'
import { testEnv } from '../../kit/logs.ts'
import { createSimDisk, type SimDisk, type SimDiskOptions } from '../../kit/sim-disk.ts'

export { type Loss, lossesIn } from '../../kit/losses.ts'

const pageBytes = 512
/** Of a batch with one record of this size. */
const otherBytes = 70

export const plain: Partial<LogConfig> = { cleanupPolicy: { compact: false, delete: true }, indexIntervalBytes: 100 }

export interface PowerStage extends Stage {
  readonly disk: SimDisk
  /** As `put`, of a record for each name, a page and a second each. */
  add(...names: string[]): void
  /** As `add`, with these options of the batch. */
  addOf(options: Parameters<typeof buildBatch>[1], ...names: string[]): void
  /** `offset name`, in order. */
  names(): Promise<string[]>
}

export function powerStage(
  config: Partial<LogConfig> = {},
  from: { disk?: SimDisk; time?: { nowMs: number }; settings?: Partial<LogStoreConfig> } = {}
): PowerStage {
  const disk = from.disk ?? createDisk()
  const s = stage({ ...plain, ...config }, { cleanerEnable: false, ...from.settings }, { ...from, disk })
  const addOf: PowerStage['addOf'] = (options, ...names) => {
    for (const name of names) {
      s.time.nowMs += 1000
      const value = '.'.repeat(pageBytes - otherBytes - name.length)
      s.put([[name, value]], {
        ...options,
        baseSequence: options?.producerId === undefined ? -1 : sequenceOf(s, options)
      })
    }
  }
  return {
    ...s,
    disk,
    addOf,
    add: (...names) => addOf({}, ...names),
    names: async () => (await s.records()).map((line) => line.slice(0, line.indexOf('=')))
  }
}

function sequenceOf({ log }: Stage, { producerId }: NonNullable<Parameters<typeof buildBatch>[1]>): number {
  const known = log.producers().find((each) => each.producerId === producerId)
  return (known?.lastSequence ?? -1) + 1
}

export function createDisk(options: SimDiskOptions = {}): SimDisk {
  const disk = createSimDisk({ pageBytes, ...options })
  disk.makeDirectory('/data')
  disk.settle()
  return disk
}

/** What the next process finds; its indexes are seen to be right. */
export function opened(config: Partial<LogConfig>, disk: SimDisk, { time }: Stage): PowerStage {
  const found = powerStage(config, { disk, time: { ...time } })
  checkIndexes(found.log)
  return found
}

/** Lets everything that waits for nothing but its turn run. */
export async function turns(count = 4): Promise<void> {
  for (let n = 0; n < count; n++) await new Promise<void>((resolve) => testEnv().timers.endOfTurn(resolve))
}

/** Changes bytes in the midst of the page, as a disk that forgot some does; durable at once. */
export function spoil(disk: SimDisk, path: string, page: number): void {
  disk.open(path, 'write').write([Buffer.alloc(50, 0xee)], page * pageBytes + 100)
  disk.settle()
}

export const path = (offset: number, kind: string) => `/data/t-0/${String(offset).padStart(20, '0')}.${kind}`
