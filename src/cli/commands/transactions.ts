import type { Argv } from 'yargs'
import { errorCodes } from '../../protocol/index.ts'
import { CliError, usageError } from '../cli-error.ts'
import { brokerError, type Cluster } from '../client/cluster.ts'
import {
  coordinatorOf,
  describeTransaction,
  hangingTransactions,
  listTransactions,
  type PartitionProducer,
  producersOf
} from '../client/transactions.ts'
import { countText, type Output } from '../output.ts'
import { type Command, clusterOptions, command, wholeNumber, withCluster, wordsOf } from './common.ts'

interface ListArguments {
  readonly states: readonly string[]
  readonly producerIds: readonly string[]
  readonly longerThanMs: number | undefined
  readonly pattern: string | undefined
  readonly json: boolean
}

async function list(asked: ListArguments, cluster: Cluster, out: Output): Promise<void> {
  const { states, longerThanMs, pattern, json } = asked
  const producerIds = asked.producerIds.map((text) => {
    if (!/^\d+$/.test(text)) throw usageError(`--producer-id ${text}: write a whole number`)
    return BigInt(text)
  })
  const found = await listTransactions(cluster, { states, producerIds, longerThanMs, pattern })
  if (json) for (const each of found) out.json(each)
  else if (found.length === 0) out.line('no transactions')
  else
    out.table(
      ['TRANSACTIONAL ID', 'COORDINATOR', 'PRODUCER ID', 'STATE'],
      found.map(({ transactionalId, coordinator, producerId, state }) => [
        transactionalId,
        coordinator,
        String(producerId),
        state
      ])
    )
}

async function describe(transactionalId: string, json: boolean, cluster: Cluster, out: Output): Promise<void> {
  const found = await describeTransaction(cluster, transactionalId)
  const coordinator = await coordinatorOf(cluster, transactionalId)
  const { transactionState: state, producerId, producerEpoch, transactionTimeoutMs: timeoutMs } = found
  const startedMs = found.transactionStartTimeMs < 0n ? null : Number(found.transactionStartTimeMs)
  // One that has ended tells when it was begun, too.
  const isOpen = startedMs !== null && !state.startsWith('Complete') && state !== 'Empty'
  const openMs = isOpen ? cluster.env.clock.wallMs() - startedMs : null
  const partitions = found.topics.flatMap(({ topic, partitions: indexes }) =>
    indexes.map((partition) => ({ topic, partition }))
  )
  if (json) {
    out.json({
      transactionalId,
      state,
      coordinator,
      producerId,
      producerEpoch,
      timeoutMs,
      startedMs,
      openMs,
      partitions
    })
    return
  }
  const began = startedMs === null ? '' : `, begun ${new Date(startedMs).toISOString()}`
  const open = openMs === null ? '' : `, open for ${openMs} ms`
  out.line(
    `${transactionalId}: ${state}, coordinator ${coordinator}, producer ${producerId} epoch ${producerEpoch}, timeout ${timeoutMs} ms${began}${open}, ${countText(partitions.length, 'partition')}`
  )
  for (const { topic, partition } of partitions) out.line(`${topic}-${partition}`)
}

function showProducers(producers: readonly PartitionProducer[], json: boolean, out: Output, none: string): void {
  if (json) for (const each of producers) out.json(each)
  else if (producers.length === 0) out.line(none)
  else
    out.table(
      ['TOPIC', 'PARTITION', 'PRODUCER ID', 'EPOCH', 'COORDINATOR EPOCH', 'LAST SEQUENCE', 'LAST WRITE', 'OPEN FROM'],
      producers.map((each) => [
        each.topic,
        each.partition,
        String(each.producerId),
        each.producerEpoch,
        each.coordinatorEpoch,
        each.lastSequence,
        new Date(each.lastTimestampMs).toISOString(),
        each.startOffset === null ? '-' : String(each.startOffset)
      ])
    )
}

interface AbortArguments {
  readonly topic: string
  readonly partition: number
  readonly startOffset: number
  readonly json: boolean
}

/** Has the leader write the abort marker of the transaction that is open from this offset on. */
async function abort(asked: AbortArguments, cluster: Cluster, out: Output): Promise<void> {
  const { topic, partition, startOffset, json } = asked
  const producers = await producersOf(cluster, topic, partition)
  const open = producers.find((producer) => producer.startOffset === BigInt(startOffset))
  if (open === undefined)
    throw new CliError(`${topic}-${partition} has no transaction open from offset ${startOffset} on`)
  const { producerId, producerEpoch, coordinatorEpoch } = open
  const leader = (await cluster.leaders(topic)).get(partition) ?? -1
  const marker = {
    producerId,
    producerEpoch,
    transactionResult: false,
    // Where no coordinator has ended a transaction there yet, the first epoch.
    coordinatorEpoch: Math.max(0, coordinatorEpoch),
    topics: [{ name: topic, partitionIndexes: [partition] }]
  }
  const { markers } = await (await cluster.node(leader)).call('WriteTxnMarkers', { markers: [marker] })
  const errorCode = markers[0]?.topics[0]?.partitions[0]?.errorCode ?? errorCodes.UNKNOWN_SERVER_ERROR
  if (errorCode !== errorCodes.NONE) throw brokerError(`${topic}-${partition}`, errorCode)
  if (json) out.json({ topic, partition, producerId, aborted: true })
  else out.line(`aborted the transaction of producer ${producerId} in ${topic}-${partition}`)
}

/** Takes the transactional id over: whoever has it is fenced, and what is open aborted. */
async function terminate(transactionalId: string, json: boolean, cluster: Cluster, out: Output): Promise<void> {
  await describeTransaction(cluster, transactionalId)
  const coordinator = await cluster.transactionCoordinator(transactionalId)
  await cluster.retry(`transactional id ${transactionalId}`, async () => {
    const { errorCode } = await coordinator.call('InitProducerId', { transactionalId, transactionTimeoutMs: 1 })
    if (errorCode === errorCodes.NONE) return { value: true }
    return { code: errorCode === errorCodes.CONCURRENT_TRANSACTIONS ? errorCodes.NOT_COORDINATOR : errorCode }
  })
  if (json) out.json({ transactionalId, terminated: true })
  else out.line(`terminated ${transactionalId}`)
}

const listCommand = command(
  'list',
  'Transactional ids and their state',
  (y) =>
    clusterOptions(y)
      .option('state', { type: 'string', array: true, requiresArg: true, describe: 'Only in this state' })
      .option('producer-id', { type: 'string', array: true, requiresArg: true, describe: 'Only of this producer id' })
      .option('longer-than', {
        requiresArg: true,
        coerce: wholeNumber('--longer-than', 0),
        describe: 'Only those open for longer than this, in milliseconds'
      })
      .option('pattern', {
        type: 'string',
        requiresArg: true,
        describe: 'Only ids that this regular expression (RE2) matches as a whole'
      })
      .example('$0 transactions list --state Ongoing', ''),
  (args) =>
    withCluster(args.bootstrap, (cluster, out) =>
      list(
        {
          states: wordsOf(args.state),
          producerIds: wordsOf(args.producerId),
          longerThanMs: args.longerThan,
          pattern: args.pattern,
          json: args.json
        },
        cluster,
        out
      )
    )
)

const describeCommand = command(
  'describe <id>',
  'State, producer, start and partitions of a transactional id',
  (y) =>
    clusterOptions(y)
      .positional('id', { type: 'string', demandOption: true })
      .example('$0 transactions describe shop-1', ''),
  (args) => withCluster(args.bootstrap, (cluster, out) => describe(String(args.id), args.json, cluster, out))
)

const partitionOf = <T>(yargs: Argv<T>) =>
  clusterOptions(yargs)
    .positional('topic', { type: 'string', demandOption: true })
    .positional('partition', { demandOption: true, coerce: wholeNumber('partition', 0) })

const producersCommand = command(
  'producers <topic> <partition>',
  'Who writes to a partition with a producer id, and what is open',
  (y) =>
    partitionOf(y)
      .option('broker', {
        requiresArg: true,
        coerce: wholeNumber('--broker', 0),
        describe: 'Ask this replica instead of the leader'
      })
      .example('$0 transactions producers orders 0', ''),
  (args) =>
    withCluster(args.bootstrap, async (cluster, out) => {
      const found = await producersOf(cluster, String(args.topic), args.partition ?? 0, args.broker)
      showProducers(found, args.json, out, 'no producers')
    })
)

const findHangingCommand = command(
  'find-hanging [topics..]',
  'Open transactions that no coordinator will end',
  (y) =>
    clusterOptions(y)
      .positional('topics', { type: 'string', array: true })
      .option('partition', {
        requiresArg: true,
        coerce: wholeNumber('--partition', 0),
        describe: 'Only in this partition of each topic'
      })
      .option('broker', {
        requiresArg: true,
        coerce: wholeNumber('--broker', 0),
        describe: 'Only in partitions that this broker leads'
      })
      .option('older-than', {
        requiresArg: true,
        default: 15,
        coerce: wholeNumber('--older-than', 0),
        describe: 'Only those without a write for this many minutes'
      })
      .example('$0 transactions find-hanging', ''),
  (args) =>
    withCluster(args.bootstrap, async (cluster, out) => {
      const topics = wordsOf(args.topics)
      const found = await hangingTransactions(cluster, {
        topics: topics.length === 0 ? null : topics,
        partition: args.partition,
        broker: args.broker,
        olderThanMs: (args.olderThan ?? 15) * 60_000
      })
      showProducers(found, args.json, out, 'no hanging transactions')
    })
)

const abortCommand = command(
  'abort <topic> <partition>',
  'Aborts a hanging transaction in one partition',
  (y) =>
    partitionOf(y)
      .option('start-offset', {
        demandOption: true,
        requiresArg: true,
        coerce: wholeNumber('--start-offset', 0, Number.MAX_SAFE_INTEGER),
        describe: 'The first offset of the transaction, as `producers` shows it'
      })
      .example('$0 transactions abort orders 0 --start-offset 4711', ''),
  (args) =>
    withCluster(args.bootstrap, (cluster, out) =>
      abort(
        {
          topic: String(args.topic),
          partition: args.partition ?? 0,
          startOffset: args.startOffset ?? 0,
          json: args.json
        },
        cluster,
        out
      )
    )
)

const terminateCommand = command(
  'terminate <id>',
  'Fences the producer of a transactional id and aborts what it has open',
  (y) =>
    clusterOptions(y)
      .positional('id', { type: 'string', demandOption: true })
      .example('$0 transactions terminate shop-1', ''),
  (args) => withCluster(args.bootstrap, (cluster, out) => terminate(String(args.id), args.json, cluster, out))
)

export const shared = (yargs: Argv): Argv => clusterOptions(yargs)
export const commands: readonly Command[] = [
  listCommand,
  describeCommand,
  producersCommand,
  findHangingCommand,
  abortCommand,
  terminateCommand
]
