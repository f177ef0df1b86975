/** Goal: a stopped Apache Kafka 4.3.1's log directory is ours as it stands. Truth: what its kafka-dump-log says of it. */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { PartitionLog } from '../../../src/log/index.ts'
import {
  baseOffset,
  batchSize,
  isControl,
  lastOffset,
  producerId,
  recordCount,
  recordsOf
} from '../../../src/records/index.ts'
import { batch, client, fileStore, scratch } from '../../kit/logs.ts'
import { readTar, unpack } from './tar.ts'

const archive = readTar(readFileSync(join(import.meta.dirname, '..', '..', 'fixtures', 'kafka-4.3.1-directory.tar.gz')))
const dump = ['topics', 'consumer_offsets', 'transaction_state']
  .map((name) => (archive.get(`dump/${name}.txt`) as Buffer).toString())
  .join('\n')

interface Dumped {
  readonly batches: string[]
  readonly records: string[]
}

/** What the dump says of each partition from an offset on. */
function dumped(partition: string, logStartOffset: number): Dumped {
  const found: Dumped = { batches: [], records: [] }
  let isWanted = false
  for (const line of dump.split('\n')) {
    if (line.startsWith('Dumping ')) isWanted = line.startsWith(`Dumping data/${partition}/`)
    if (!isWanted) continue
    const entry = /^baseOffset: (\d+) lastOffset: (\d+) count: (\d+) .* producerId: (-?\d+) .* isControl: (\w+) /.exec(
      line
    )
    if (entry !== null && Number(entry[2]) >= logStartOffset) found.batches.push(entry.slice(1, 6).join(' '))
    const record =
      /^\| offset: (\d+) \w+Time: (\d+) keySize: (-?\d+) valueSize: (-?\d+) sequence.*? headerKeys: \[.*?\](.*)$/.exec(
        line
      )
    if (record === null || line.includes(' endTxnMarker: ')) continue
    // The tool leaves out a key or a value that is null.
    const [, key = 'null', payload = 'null'] = /^(?: key: (.*?))?(?: payload: (.*))?$/.exec(record[5] as string) ?? []
    found.records.push([...record.slice(1, 5), key, payload].join(' '))
  }
  return found
}

/** The same of a log of ours; of internal topics the dump has no plain text, so keys and values are compared by size. */
async function readAll(log: PartitionLog): Promise<Dumped> {
  const found: Dumped = { batches: [], records: [] }
  for (let from = log.logStartOffset; from < log.logEndOffset; ) {
    const read = await log.read(from, { maxBytes: 2000, atLeastOneBatch: true, upToOffset: log.logEndOffset })
    if ('error' in read) throw new Error(read.error)
    const bytes = Buffer.concat(read.chunks)
    read.release()
    if (bytes.length === 0) break
    for (let at = 0; at < bytes.length; at += batchSize(bytes, at)) {
      const facts = [
        baseOffset(bytes, at),
        lastOffset(bytes, at),
        recordCount(bytes, at),
        producerId(bytes, at),
        isControl(bytes, at)
      ]
      found.batches.push(facts.join(' '))
      from = lastOffset(bytes, at) + 1
      if (isControl(bytes, at)) continue
      for (const { offset, timestamp, key, value } of recordsOf(bytes, at)) {
        found.records.push(
          `${offset} ${timestamp} ${key?.length ?? -1} ${value?.length ?? -1} ${key ?? 'null'} ${value ?? 'null'}`
        )
      }
    }
  }
  return found
}

const withoutText = (record: string) => record.split(' ').slice(0, 4).join(' ')

function unpacked(): string {
  const directory = scratch()
  unpack(archive, 'data/', directory)
  return directory
}

test('every batch and record is there as its own tool prints them', async () => {
  const { store, lines } = fileStore(unpacked())
  const logs = [...store.logs]
  expect(logs).toHaveLength(16)
  for (const log of logs) {
    const name = `${log.topic}-${log.partition}`
    const want = dumped(name, log.logStartOffset)
    const got = await readAll(log)
    expect({ name, batches: got.batches }).toEqual({ name, batches: want.batches })
    const isInternal = log.topic.startsWith('__')
    const sameOffset = (record: string) => Number(record.split(' ')[0]) >= log.logStartOffset
    const records = want.records.filter(sameOffset)
    expect(got.records.filter(sameOffset).map((each) => (isInternal ? withoutText(each) : each))).toEqual(
      isInternal ? records.map(withoutText) : records
    )
  }
  expect(logs.find((log) => log.topic === 'trimmed')?.logStartOffset).toBe(77)
  expect(lines).toEqual([])
  await store.close()
})

test('aborted transactions are known, and producers go on where they were', async () => {
  const { store } = fileStore(unpacked())
  const txn = store.find('txn', 0) as PartitionLog
  expect(txn.abortedTransactions(0, 122)).toEqual([
    { producerId: 4, firstOffset: 2 },
    { producerId: 3, firstOffset: 22 },
    { producerId: 3, firstOffset: 60 },
    { producerId: 3, firstOffset: 102 },
    { producerId: 5, firstOffset: 120 }
  ])
  expect(txn.firstUnstableOffset).toBe(122)
  const retry = batch(['x', 'y'], { producerId: 2, epoch: 0, sequence: 34 })
  expect(txn.append(retry, client)).toMatchObject({ duplicate: true, firstOffset: 116, lastOffset: 117 })
  const older = batch(['x'], { producerId: 3, epoch: 5, sequence: 0 })
  expect(txn.append(older, client)).toMatchObject({ error: 'INVALID_PRODUCER_EPOCH' })
  await store.close()
})

test('without its indexes and snapshots, and without a clean stop, the same indexes are made from the records', async () => {
  const directory = unpacked()
  rmSync(join(directory, '.kafka_cleanshutdown'))
  rmSync(join(directory, 'recovery-point-offset-checkpoint'))
  for (const partition of readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    for (const name of readdirSync(join(directory, partition.name))) {
      if (/\.(index|timeindex|txnindex|snapshot)$/.test(name)) rmSync(join(directory, partition.name, name))
    }
  }
  const { store, lines } = fileStore(directory)
  expect(lines).toEqual([])
  await store.close()
  for (const [path, content] of archive) {
    if (!path.startsWith('data/txn-') || !path.endsWith('.txnindex')) continue
    expect({ path, content: readFileSync(join(directory, path.slice(5))) }).toEqual({ path, content })
  }
  const again = fileStore(directory)
  for (const log of again.store.logs) {
    const name = `${log.topic}-${log.partition}`
    expect({ name, batches: (await readAll(log)).batches }).toEqual({
      name,
      batches: dumped(name, log.logStartOffset).batches
    })
  }
  expect(again.lines).toEqual([])
  await again.store.close()
})
