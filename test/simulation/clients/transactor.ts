/**
 * An exactly-once job: in one transaction, it writes each input to three partitions of two topics and commits its position. It aborts
 * some transactions, and another client starts transactions and abandons them. Whatever happens, read_committed readers see each input
 * once per partition, in order (T1, T2, T4), and always get to the end (T6).
 */
import { asOffset, type ErrorName, errorCodes, errorName } from '../../../src/protocol/index.ts'
import {
  entryLastOffset,
  entryPositions,
  isControl,
  isTransactional,
  producerId,
  readMarker,
  recordsOf
} from '../../../src/records/index.ts'
import { type Random, Violation } from '../../kit/sim-world.ts'
import { type Caller, Lost } from './client.ts'
import { type Stage, wait } from './stage.ts'
import {
  addPartitions,
  endTransaction,
  type Identity,
  mustBeFenced,
  produce,
  sendOffsets,
  zombieValue
} from './transactional-client.ts'

const transactionalId = 'job'
export const jobGroup = 'job'
const inputTopic = 'job-in'
/** No other client writes to them, and nothing is deleted from them. */
export const jobTopics: readonly string[] = [inputTopic, 'job-one', 'job-two']
const places = [
  { topic: 'job-one', partition: 0 },
  { topic: 'job-one', partition: 1 },
  { topic: 'job-two', partition: 0 }
] as const
const quitterValue = 'never'

/** Retriable errors, perhaps with a new epoch. */
const passing: ReadonlySet<ErrorName> = new Set<ErrorName>([
  'CONCURRENT_TRANSACTIONS',
  'COORDINATOR_LOAD_IN_PROGRESS',
  'COORDINATOR_NOT_AVAILABLE',
  'INVALID_PRODUCER_EPOCH',
  'INVALID_TXN_STATE',
  'KAFKA_STORAGE_ERROR',
  'LEADER_NOT_AVAILABLE',
  'NOT_COORDINATOR',
  'NOT_ENOUGH_REPLICAS',
  'NOT_LEADER_OR_FOLLOWER',
  'PRODUCER_FENCED',
  'REQUEST_TIMED_OUT',
  'UNSTABLE_OFFSET_COMMIT'
])

class Again extends Error {}

/** The job's open transaction: until it ends, no read_committed reader gets past it. */
interface Open {
  readonly offsets: ReadonlyMap<string, number>
  readonly untilMs: number
  readonly timekeeper: string
}

export class Transactor {
  isDone = false
  readonly #scene: Stage
  readonly #random: Random
  /** Inputs whose commit got a response. */
  #done = 0
  /** The commit of the next input was sent, but got no response. */
  #mayBeOneMore = false
  #isMade = false
  /** At the end, a client leaves a transaction open, which only its timeout ends. */
  #hasQuit = false
  /** A power loss took unsynced data, as settings allow: the contents are now unknown. */
  #isForgetful = false
  #late = ''
  #open: Open | undefined
  /** Identities of completed transactions, which must not be able to change anything. */
  #former: { readonly by: Identity; readonly sent: ReadonlyMap<string, number> } | undefined
  /** Offsets of the job's last transaction. */
  #sent: ReadonlyMap<string, number> = new Map()
  /** The last stable offsets of each replica. */
  readonly #stable = new Map<object, Map<string, number>>()
  #zombies = 0

  constructor(scene: Stage) {
    this.#scene = scene
    this.#random = scene.world.random('transactor')
    scene.world.invariants.push(() => this.#look())
  }

  /** After every event: the last stable offset never goes back, and never passes an open transaction (T1). */
  #look(): void {
    if (this.#looksForgetful()) this.#stable.clear()
    for (const { topic, partition } of places)
      for (const { log, lastStableOffset } of this.#scene.logsOf(topic, partition))
        this.#lookAt(`${topic}-${partition}`, log, lastStableOffset)
  }

  #lookAt(name: string, log: object, lastStableOffset: number): void {
    const stable = this.#stable.get(log) ?? new Map<string, number>()
    const before = stable.get(name) ?? 0
    if (lastStableOffset < before)
      throw new Violation(`${name}: the last stable offset went back from ${before} to ${lastStableOffset}`)
    if (this.#isForgetful) return
    this.#stable.set(log, stable.set(name, lastStableOffset))
    const openAt = this.#isOpen ? this.#open?.offsets.get(name) : undefined
    if (openAt !== undefined && lastStableOffset > openAt)
      throw new Violation(
        `${name}: a transaction is open at ${openAt}, and the last stable offset is ${lastStableOffset}`
      )
  }

  get #isOpen(): boolean {
    if (this.#open === undefined) return false
    const { timekeeper, untilMs } = this.#open
    return this.#scene.world.nowMs < untilMs && this.#scene.timekeeperOf(transactionalId) === timekeeper
  }

  toString(): string {
    return `the transactor at ${this.#done}: ${this.#late}`
  }

  async run(): Promise<void> {
    while (!this.#scene.isOver && !this.isDone) {
      let client: Caller | undefined
      try {
        client = await this.#scene.connect('transactor')
        if (!this.#isMade) await this.#make(client)
        else await this.#work(client)
      } catch (error) {
        if (!(error instanceof Lost) && !(error instanceof Again)) throw error
        this.#late = error.message
        // If a power loss took the coordinator's record of a transaction, as settings allow, it cannot be ended.
        if (this.#scene.isWindingDown && this.#looksForgetful()) this.isDone = true
      }
      client?.close()
      await wait(this.#scene, this.#random, 300)
    }
  }

  /** Checks for errors. A retriable one restarts from the beginning. @throws Again */
  #settle(what: string, code: number | undefined): void {
    if (code === 0) return
    const name = code === undefined || code === -1 ? undefined : errorName(code)
    const isLate = name === 'KAFKA_STORAGE_ERROR' && !this.#scene.hadErrors
    const isKnown = name !== undefined && passing.has(name) && !isLate
    // A power loss may have taken the transaction itself, as settings allow.
    if (isKnown || this.#looksForgetful()) throw new Again(`${what}: ${name}`)
    throw new Violation(`transactor: ${what} was answered with ${name ?? 'nothing'}`)
  }

  #looksForgetful(): boolean {
    this.#isForgetful ||= this.#scene.isForgetful
    return this.#isForgetful
  }

  async #make(client: Caller): Promise<void> {
    const configs = [{ name: 'retention.ms', value: '-1' }]
    const topics = jobTopics.map((name) => ({
      name,
      numPartitions: name === 'job-one' ? 2 : 1,
      replicationFactor: this.#scene.replicationFactor,
      assignments: [],
      configs
    }))
    const made = await client.call('CreateTopics', 7, { timeoutMs: 5_000, topics })
    for (const { errorCode } of made.topics)
      if (errorCode !== errorCodes.TOPIC_ALREADY_EXISTS) this.#settle('CreateTopics', errorCode)
    this.#isMade = true
  }

  async #work(client: Caller): Promise<void> {
    let by = await this.#init(client, transactionalId)
    await this.#resume(client)
    let sequence = 0
    while (!this.#scene.isWindingDown) {
      const commits = this.#random.chance(0.8)
      await this.#produce(client, by, String(this.#done), sequence)
      if (this.#random.chance(0.3)) await this.#tryFormer(client, true)
      await this.#commitOffset(client, by)
      if (this.#random.chance(0.2)) await this.#mustBeUnstable(client)
      // Exceeds the timeout: its end is either rejected or handled normally.
      if (this.#random.chance(0.02)) await wait(this.#scene, this.#random, this.#scene.transactionTimeoutMs)
      if (this.#random.chance(0.04)) await this.#takeOver(client, by)
      if (commits) this.#mayBeOneMore = true
      this.#open = undefined
      const ended = await endTransaction(client, by, commits)
      this.#settle('EndTxn', ended.errorCode)
      if (!by.isOld) this.#former = { by, sent: this.#sent }
      // An older client keeps its epoch and sequence numbers.
      sequence = by.isOld ? sequence + 1 : 0
      by = ended.next
      if (commits) this.#done++
      this.#mayBeOneMore = false
      // If its markers are not written yet, the job's previous position must not be returned.
      if (this.#random.chance(0.3)) await this.#resume(client, false)
      if (this.#random.chance(0.2)) await this.#tryFormer(client, false, this.#scene.endsAtOnce)
      if (this.#random.chance(0.1)) await this.#quit(client)
      if (this.#random.chance(0.2)) await this.#check(client, false)
      await wait(this.#scene, this.#random, this.#scene.transactionPauseMs)
    }
    if (!this.#hasQuit) {
      await this.#produce(client, await this.#init(client, 'quitter'), quitterValue, 0)
      this.#hasQuit = true
    }
    await this.#check(client, true)
    this.isDone = true
  }

  async #init(client: Caller, id: string): Promise<Identity> {
    const found = await client.call('FindCoordinator', 4, { coordinatorKeys: [id], keyType: 1 })
    this.#settle('FindCoordinator', found.coordinators[0]?.errorCode)
    // The id's next owner ends the open transaction.
    if (id === transactionalId) this.#open = undefined
    const answer = await client.call('InitProducerId', 5, {
      transactionalId: id,
      transactionTimeoutMs: this.#scene.transactionTimeoutMs
    })
    this.#settle('InitProducerId', answer.errorCode)
    const { producerId, producerEpoch } = answer
    return { transactionalId: id, producerId, producerEpoch, isOld: this.#random.chance(0.4) }
  }

  /** A rival starts with the same id during an open transaction, which fences the job (T3). */
  async #takeOver(client: Caller, by: Identity): Promise<void> {
    const rival = await this.#scene.connect('rival')
    let heir: Identity | undefined
    for (let tries = 0; heir === undefined && tries < 20; tries++) {
      try {
        heir = await this.#init(rival, transactionalId)
      } catch (error) {
        if (!(error instanceof Again)) throw error
        await wait(this.#scene, this.#random, 100)
      }
    }
    if (heir !== undefined) {
      this.#former = { by, sent: this.#sent }
      const isOpen = this.#random.chance(0.5)
      if (isOpen) await this.#produce(rival, heir, quitterValue, 0)
      for (let n = 0; n < 3; n++) await this.#tryFormer(client, isOpen)
    }
    rival.close()
    throw new Again('it was taken over')
  }

  /** `isOpen`: a later epoch's transaction is open. `isMarked`: every partition has the marker of the previous one. */
  async #tryFormer(client: Caller, isOpen: boolean, isMarked = true): Promise<void> {
    const { wallMs, nowMs } = this.#scene.world
    const isStill = isOpen && this.#open !== undefined && nowMs + 1_000 < this.#open.untilMs
    if (this.#former === undefined || this.#looksForgetful()) return
    const offsets = { groupId: jobGroup, topic: inputTopic, offset: this.#done + 100 }
    const { by, sent } = this.#former
    const late = {
      places,
      offsets,
      sent,
      isOpen: isStill,
      isMarked,
      nth: this.#zombies++,
      isAll: !this.#scene.hasFormerLeaders
    }
    await mustBeFenced(client, by, late, wallMs)
  }

  /** Reads the job's position. Transactions with a response must count; those without one, entirely or not at all. */
  async #resume(client: Caller, mustBeStable = true): Promise<void> {
    const topics = [{ name: inputTopic, partitionIndexes: [0] }]
    const answer = await client.call('OffsetFetch', 7, { groupId: jobGroup, topics, requireStable: true })
    this.#settle('OffsetFetch', answer.errorCode)
    const found = answer.topics[0]?.partitions[0]
    if (!mustBeStable && found?.errorCode === errorCodes.UNSTABLE_OFFSET_COMMIT) return
    this.#settle('OffsetFetch', found?.errorCode)
    const at = Math.max(0, asOffset(found?.committedOffset ?? -1n))
    const isRight = at === this.#done || (this.#mayBeOneMore && at === this.#done + 1)
    if (!isRight && !this.#looksForgetful())
      throw new Violation(`transactor: the job is at ${at}, and was at ${this.#done}`)
    this.#done = at
    this.#mayBeOneMore = false
  }

  /** The open transaction may change the offset, so a fetch of stable offsets must return that error instead (KIP-447). */
  async #mustBeUnstable(client: Caller): Promise<void> {
    const topics = [{ name: inputTopic, partitionIndexes: [0] }]
    const answer = await client.call('OffsetFetch', 7, { groupId: jobGroup, topics, requireStable: true })
    this.#settle('OffsetFetch', answer.errorCode)
    const errorCode = answer.topics[0]?.partitions[0]?.errorCode
    if (errorCode === errorCodes.UNSTABLE_OFFSET_COMMIT) return
    this.#settle('OffsetFetch', errorCode)
    if (this.#isOpen && !this.#looksForgetful())
      throw new Violation('transactor: an offset is told that an open transaction is about to change')
  }

  async #produce(client: Caller, by: Identity, value: string, sequence: number): Promise<void> {
    const { nowMs: sentMs, wallMs } = this.#scene.world
    const timekeeper = this.#scene.timekeeperOf(transactionalId)
    if (by.isOld) this.#settle('AddPartitionsToTxn', await addPartitions(client, by, places))
    const { errorCode, offsets } = await produce(client, by, { places, value, sequence, wallMs })
    // It may be partially written, and open.
    if (by.transactionalId === transactionalId) this.#begun(offsets, timekeeper, sentMs)
    this.#settle('Produce', errorCode)
  }

  #begun(offsets: ReadonlyMap<string, number>, timekeeper: string, sentMs: number): void {
    this.#sent = offsets
    this.#open = { offsets, timekeeper, untilMs: sentMs + this.#scene.transactionTimeoutMs * this.#scene.sureShare }
  }

  async #commitOffset(client: Caller, by: Identity): Promise<void> {
    const errorCode = await sendOffsets(client, by, { groupId: jobGroup, topic: inputTopic, offset: this.#done + 1 })
    this.#settle('TxnOffsetCommit', errorCode)
  }

  /** Another client starts a transaction and never ends it. */
  async #quit(client: Caller): Promise<void> {
    try {
      await this.#produce(client, await this.#init(client, 'quitter'), quitterValue, 0)
    } catch (error) {
      if (!(error instanceof Again)) throw error
    }
  }

  async #check(client: Caller, isLast: boolean): Promise<void> {
    for (const { topic, partition } of places) {
      const name = `${topic}-${partition}`
      const { values, isAtEnd } = await this.#committed(client, topic, partition)
      if (isLast && !isAtEnd) throw new Again(`${name} has a transaction open`)
      // A coordinator that lost an epoch assigns it again. Its owner then commits all open records, including a rival's.
      if (this.#looksForgetful()) continue
      if (values.includes(zombieValue)) throw new Violation(`transactor: ${name} shows what a fenced producer wrote`)
      if (values.includes(quitterValue)) throw new Violation(`transactor: ${name} shows what was never committed`)
      const wrong = values.findIndex((value, n) => value !== String(n))
      if (wrong >= 0) throw new Violation(`transactor: ${name} has ${values[wrong]} in the place of ${wrong}`)
      // A former leader knows of fewer.
      if (isLast && values.length < this.#done && this.#scene.hasFormerLeaders) throw new Again(`${name} is behind`)
      if (values.length > this.#done || (isLast && values.length < this.#done))
        throw new Violation(`transactor: ${name} has ${values.length} inputs of ${this.#done}`)
    }
  }

  async #committed(client: Caller, topic: string, partition: number) {
    const answer = await client.call('Fetch', 11, {
      maxWaitMs: 0,
      minBytes: 0,
      maxBytes: 1 << 24,
      isolationLevel: 1,
      sessionId: 0,
      sessionEpoch: -1,
      topics: [{ topic, partitions: [{ partition, fetchOffset: 0n, partitionMaxBytes: 1 << 24 }] }]
    })
    const found = answer.responses[0]?.partitions[0]
    this.#settle('Fetch', found?.errorCode)
    const left = [...(found?.abortedTransactions ?? [])].sort((a, b) => Number(a.firstOffset - b.firstOffset))
    const aborted = new Set<number>()
    const values: string[] = []
    const buf = Buffer.from(found?.records ?? [])
    for (const at of entryPositions(buf)) {
      while (left[0] !== undefined && left[0].firstOffset <= BigInt(entryLastOffset(buf, at)))
        aborted.add(Number(left.shift()?.producerId))
      const id = producerId(buf, at)
      if (isControl(buf, at)) {
        if (readMarker(buf, at)?.type === 'ABORT') aborted.delete(id)
      } else if (!isTransactional(buf, at) || !aborted.has(id)) {
        for (const { value } of recordsOf(buf, at)) values.push(String(value))
      }
    }
    return { values, isAtEnd: found?.lastStableOffset === found?.highWatermark }
  }
}
