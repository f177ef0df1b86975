/*
 * Rules across several broker configs, and rules that no type can express, in Kafka's words. Source:
 * kafka.server.KafkaConfig#validateValues, org.apache.kafka.coordinator.group.GroupCoordinatorConfig.
 */
import type { BrokerConfigName } from './names.ts'
import { parseInteger, toNumber } from './numbers.ts'
import { listOf } from './values.ts'

/** Effective values; null if a config has none. */
type Effective = (name: BrokerConfigName) => string | null

interface RuleFault {
  readonly message: string
  /** The configs that the rule covers, at least one of which has an invalid value. */
  readonly names: readonly string[]
}

type Rule = (value: Effective) => RuleFault | null

const required = (holds: boolean, message: string, ...names: BrokerConfigName[]): RuleFault | null =>
  holds ? null : { message: `requirement failed: ${message}`, names }
const number = (value: Effective, name: BrokerConfigName) => toNumber(value(name) ?? 'NaN')

/** The first config among one and its coarser synonyms that has a value, in milliseconds. */
function firstMs(value: Effective, ...units: readonly (readonly [BrokerConfigName, number])[]): number {
  for (const [name, factor] of units) if (value(name) !== null) return number(value, name) * factor
  return Number.NaN
}

const logRules: readonly Rule[] = [
  (value) => {
    const keptMs = firstMs(
      value,
      ['log.retention.ms', 1],
      ['log.retention.minutes', 60_000],
      ['log.retention.hours', 3_600_000]
    )
    return required(
      keptMs !== 0,
      'log.retention.ms must be unlimited (-1) or, greater than or equal to 1',
      'log.retention.ms',
      'log.retention.minutes',
      'log.retention.hours'
    )
  },
  (value) => {
    const rollMs = firstMs(value, ['log.roll.ms', 1], ['log.roll.hours', 3_600_000])
    return required(rollMs >= 1, 'log.roll.ms must be greater than or equal to 1', 'log.roll.ms', 'log.roll.hours')
  },
  (value) => {
    const jitterMs = firstMs(value, ['log.roll.jitter.ms', 1], ['log.roll.jitter.hours', 3_600_000])
    return required(
      jitterMs >= 0,
      'log.roll.jitter.ms must be greater than or equal to 0',
      'log.roll.jitter.ms',
      'log.roll.jitter.hours'
    )
  },
  (value) => {
    const threads = number(value, 'log.cleaner.threads')
    if (threads === 0) return { message: '/ by zero', names: ['log.cleaner.threads'] }
    const bytesPerThread = Math.floor(number(value, 'log.cleaner.dedupe.buffer.size') / threads)
    return required(
      bytesPerThread > 1024 * 1024,
      'log.cleaner.dedupe.buffer.size must be at least 1MB per cleaner thread.',
      'log.cleaner.dedupe.buffer.size',
      'log.cleaner.threads'
    )
  },
  (value) => {
    const dirs = listOf(value('log.dirs') ?? value('log.dir') ?? '')
    const strangers = [...new Set(listOf(value('cordoned.log.dirs') ?? ''))].filter(
      (dir) => dir !== '*' && !dirs.includes(dir)
    )
    return required(
      strangers.length === 0,
      `All entries in cordoned.log.dirs must be present in log.dirs or log.dir. Missing entries : ${strangers.join(', ')}`,
      'cordoned.log.dirs'
    )
  }
]

const replicaRules: readonly Rule[] = [
  (value) =>
    required(
      number(value, 'replica.fetch.wait.max.ms') <= number(value, 'replica.socket.timeout.ms'),
      'replica.socket.timeout.ms should always be at least replica.fetch.wait.max.ms to prevent unnecessary socket timeouts',
      'replica.socket.timeout.ms',
      'replica.fetch.wait.max.ms'
    ),
  (value) =>
    required(
      number(value, 'replica.fetch.wait.max.ms') <= number(value, 'replica.lag.time.max.ms'),
      'replica.fetch.wait.max.ms should always be less than or equal to replica.lag.time.max.ms to prevent frequent changes in ISR',
      'replica.fetch.wait.max.ms',
      'replica.lag.time.max.ms'
    )
]

const networkRules: readonly Rule[] = [
  (value) =>
    required(
      number(value, 'max.connections.per.ip') !== 0 || value('max.connections.per.ip.overrides') !== '',
      'max.connections.per.ip can be set to zero only if max.connections.per.ip.overrides property is set.',
      'max.connections.per.ip'
    ),
  (value) => overridesFault(value('max.connections.per.ip.overrides') ?? ''),
  (value) => {
    const idleMs = number(value, 'connections.max.idle.ms')
    const delayMs = number(value, 'connection.failed.authentication.delay.ms')
    return required(
      idleMs < 0 || delayMs < idleMs,
      `connection.failed.authentication.delay.ms=${delayMs} should always be less than connections.max.idle.ms=${idleMs} to prevent failed authentication responses from timing out`,
      'connections.max.idle.ms',
      'connection.failed.authentication.delay.ms'
    )
  },
  (value) => {
    const queued = number(value, 'queued.max.request.bytes')
    return required(
      queued <= 0 || queued >= number(value, 'socket.request.max.bytes'),
      'queued.max.request.bytes must be larger or equal to socket.request.max.bytes',
      'queued.max.request.bytes',
      'socket.request.max.bytes'
    )
  }
]

/** `host:limit` pairs; a host may be an IPv6 address without brackets. */
function overridesFault(text: string): RuleFault | null {
  const name = 'max.connections.per.ip.overrides'
  for (const pair of listOf(text)) {
    const at = pair.lastIndexOf(':')
    if (at < 0)
      return { message: `Error parsing configuration property '${name}': '${pair}' is not host:limit`, names: [name] }
    const [host, limit] = [pair.slice(0, at), pair.slice(at + 1)]
    if (parseInteger('int', limit) === undefined) return { message: `For input string: "${limit}"`, names: [name] }
    if (!/^[0-9a-zA-Z\-%._:]*$/.test(host))
      return { message: `${name} contains invalid addresses : ${host}`, names: [name] }
  }
  return null
}

const kinds = ['consumer', 'share', 'streams'] as const
/** The bounded settings of each group type. */
const bounded: Readonly<Record<(typeof kinds)[number], readonly string[]>> = {
  consumer: ['heartbeat.interval.ms', 'session.timeout.ms', 'assignment.interval.ms'],
  share: ['heartbeat.interval.ms', 'session.timeout.ms', 'assignment.interval.ms'],
  streams: ['heartbeat.interval.ms', 'session.timeout.ms', 'assignment.interval.ms']
}
const bound = (names: readonly string[], message: string): RuleFault => ({ names, message })

function groupBounds(value: Effective): RuleFault | null {
  for (const kind of kinds) {
    for (const setting of bounded[kind]) {
      const [least, usual, most] = [
        `group.${kind}.min.${setting}`,
        `group.${kind}.${setting}`,
        `group.${kind}.max.${setting}`
      ]
      const of = (name: string) => number(value, name as BrokerConfigName)
      if (of(most) < of(least)) return bound([most, least], `${most} must be greater than or equal to ${least}`)
      if (of(usual) < of(least)) return bound([usual, least], `${usual} must be greater than or equal to ${least}`)
      if (of(usual) > of(most)) return bound([usual, most], `${usual} must be less than or equal to ${most}`)
    }
    const [beat, session] = [`group.${kind}.heartbeat.interval.ms`, `group.${kind}.session.timeout.ms`] as const
    if (number(value, beat) >= number(value, session))
      return bound([beat, session], `${beat} must be less than ${session}`)
  }
  return null
}

function atLeast(value: Effective, large: BrokerConfigName, small: BrokerConfigName): RuleFault | null {
  if (number(value, large) >= number(value, small)) return null
  return bound([large, small], `${large} must be greater than or equal to ${small}`)
}

const groupRules: readonly Rule[] = [
  (value) => codecFault(value, 'offsets.topic.compression.codec'),
  (value) => codecFault(value, 'share.coordinator.state.topic.compression.codec'),
  (value) =>
    listOf(value('group.coordinator.rebalance.protocols') ?? '').includes('classic')
      ? null
      : bound(['group.coordinator.rebalance.protocols'], "Disabling the 'classic' protocol is not supported."),
  groupBounds,
  (value) => atLeast(value, 'group.share.max.delivery.count.limit', 'group.share.delivery.count.limit'),
  (value) => atLeast(value, 'group.share.delivery.count.limit', 'group.share.min.delivery.count.limit'),
  (value) => atLeast(value, 'group.share.max.record.lock.duration.ms', 'group.share.record.lock.duration.ms'),
  (value) => atLeast(value, 'group.share.record.lock.duration.ms', 'group.share.min.record.lock.duration.ms'),
  (value) => atLeast(value, 'group.share.max.partition.max.record.locks', 'group.share.partition.max.record.locks'),
  (value) => atLeast(value, 'group.share.partition.max.record.locks', 'group.share.min.partition.max.record.locks'),
  (value) => atLeast(value, 'group.share.max.share.sessions', 'group.share.max.size'),
  (value) => {
    const [own, most] = ['group.streams.num.standby.replicas', 'group.streams.max.standby.replicas'] as const
    if (number(value, own) <= number(value, most)) return null
    return bound([own, most], `${own} must be less than or equal to ${most}`)
  },
  (value) => assignorFault(value, 'group.consumer.assignors', ['uniform', 'range']),
  (value) => assignorFault(value, 'group.share.assignors', ['simple'])
]

function codecFault(value: Effective, name: BrokerConfigName): RuleFault | null {
  const codec = number(value, name)
  return codec >= 0 && codec <= 4 ? null : { message: `Unknown compression type id: ${codec}`, names: [name] }
}

/** Assignors are Kafka's own, by short name or class; any other class would need a JVM. */
function assignorFault(value: Effective, name: BrokerConfigName, known: readonly string[]): RuleFault | null {
  const isKnown = (assignor: string) =>
    known.includes(assignor) ||
    /^org\.apache\.kafka\.coordinator\.group\.assignor\.(Uniform|Range|Simple)Assignor$/.test(assignor)
  const stranger = listOf(value(name) ?? '').find((assignor) => !isKnown(assignor))
  return stranger === undefined ? null : { message: `Class ${stranger} cannot be found`, names: [name] }
}

const quorumRules: readonly Rule[] = [
  (value) => {
    const name = 'controller.quorum.voters'
    const isPlain = listOf(value(name) ?? '').every((voter) => /^[0-9]+@.+:[0-9]+$/.test(voter))
    return isPlain
      ? null
      : bound(
          [name],
          `Invalid configuration value for ${name}. Each entry should be in the form \`{id}@{host}:{port}\`.`
        )
  },
  (value) => {
    const name = 'controller.quorum.bootstrap.servers'
    const bad = listOf(value(name) ?? '').find((server) => !/^.+:[0-9]+$/.test(server))
    const form = 'Each entry should be in the form "{host}:{port}"'
    return bad === undefined
      ? null
      : bound([name], `Failed to parse host name from ${bad} for the configuration ${name}. ${form}`)
  }
]

const rules: readonly Rule[] = [...quorumRules, ...logRules, ...replicaRules, ...networkRules, ...groupRules]

/** The first violated rule, or null. Each value has already been validated on its own. */
export function brokenRule(value: Effective): RuleFault | null {
  for (const rule of rules) {
    const fault = rule(value)
    if (fault !== null) return fault
  }
  return null
}
