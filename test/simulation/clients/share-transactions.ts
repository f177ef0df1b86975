/**
 * Transactions in the topic of a share group: some are committed, some aborted, some never ended. A read_committed group must not get
 * records of a transaction before its commit was requested, and never those of an aborted one (T1, T2).
 */

import {
  entryPositions,
  isControl,
  isTransactional,
  producerId,
  readMarker,
  recordsOf
} from '../../../src/records/index.ts'
import type { Random } from '../../kit/sim-world.ts'
import { type Caller, Lost } from './client.ts'
import { type Stage, wait } from './stage.ts'
import { endTransaction, type Identity, type Place, produce } from './transactional-client.ts'

/** The broker aborts transactions that are open for longer. */
const timeoutMs = 4_000

export class ShareTransactions {
  /** Values whose commit has not been requested. */
  readonly hidden = new Set<string>()
  readonly #scene: Stage
  readonly #random: Random
  readonly #topic: string
  #by: Identity | undefined
  #numbers = 0

  constructor(scene: Stage, topic: string) {
    this.#scene = scene
    this.#random = scene.world.random('share transactions')
    this.#topic = topic
  }

  /** Runs a transaction over some of the partitions. On an error it stays open until the next one or its timeout. @throws Lost */
  async play(client: Caller, partitionCount: number): Promise<void> {
    const random = this.#random
    const by = this.#by ?? (await this.#init(client))
    if (by === undefined) return
    this.#by = undefined
    const commits = random.chance(0.5)
    const values: string[] = []
    const sequences = new Map<number, number>()
    for (let n = random.whole(1, 3); n > 0; n--) {
      const partition = random.whole(0, partitionCount - 1)
      const places: Place[] = [{ topic: this.#topic, partition }]
      const sequence = sequences.get(partition) ?? 0
      sequences.set(partition, sequence + 1)
      const value = `transaction ${this.#numbers++}`
      values.push(value)
      this.hidden.add(value)
      const { errorCode } = await produce(client, by, { places, value, sequence, wallMs: this.#scene.world.wallMs })
      if (errorCode !== 0) return
      await wait(this.#scene, random, 200)
    }
    // Never ended.
    if (random.chance(0.06)) return
    if (commits) for (const value of values) this.hidden.delete(value)
    const { errorCode, next } = await endTransaction(client, by, commits)
    if (errorCode === 0) this.#by = next
  }

  async #init(client: Caller): Promise<Identity | undefined> {
    const transactionalId = 'sharing'
    const found = await client.call('FindCoordinator', 4, { coordinatorKeys: [transactionalId], keyType: 1 })
    if (found.coordinators[0]?.errorCode !== 0) return undefined
    const answer = await client.call('InitProducerId', 5, { transactionalId, transactionTimeoutMs: timeoutMs })
    const { errorCode, producerId: id, producerEpoch } = answer
    return errorCode === 0 ? { transactionalId, producerId: id, producerEpoch, isOld: false } : undefined
  }
}

/** Offsets with records that a group must receive: no markers, and with read_committed no aborted records. */
export async function offsetsToGive(
  client: Caller,
  { topic, partition }: Place,
  end: number,
  isCommittedOnly: boolean
): Promise<{ readonly offset: number; readonly isAborted: boolean }[]> {
  const found: { readonly offset: number; isAborted: boolean }[] = []
  const open = new Map<number, { isAborted: boolean }[]>()
  for (let at = 0; at < end; ) {
    const answer = await client.call('Fetch', 11, {
      ...{ maxWaitMs: 0, minBytes: 0, maxBytes: 1 << 24, isolationLevel: 0, sessionId: 0, sessionEpoch: -1 },
      topics: [{ topic, partitions: [{ partition, fetchOffset: BigInt(at), partitionMaxBytes: 1 << 24 }] }]
    })
    const bytes = Buffer.from(answer.responses[0]?.partitions[0]?.records ?? [])
    const before = at
    for (const batch of entryPositions(bytes)) {
      const id = producerId(bytes, batch)
      const records = [...recordsOf(bytes, batch)]
      if (isControl(bytes, batch)) {
        const isAbort = readMarker(bytes, batch)?.type === 'ABORT'
        for (const each of open.get(id) ?? []) each.isAborted = isAbort && isCommittedOnly
        open.delete(id)
      } else {
        const added = records.map(({ offset }) => ({ offset: offset, isAborted: false }))
        found.push(...added)
        if (isTransactional(bytes, batch)) open.set(id, [...(open.get(id) ?? []), ...added])
      }
      at = Math.max(at, ...records.map(({ offset }) => offset + 1))
    }
    if (at === before) throw new Lost(`${topic}-${partition} cannot be read at ${at}`)
  }
  return found.filter(({ offset }) => offset < end)
}
