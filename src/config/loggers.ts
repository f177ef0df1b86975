/*
 * The loggers of a broker and their levels, which clients can change at run time (BROKER_LOGGER, KIP-412). A level applies to a
 * logger and those below it by name. As in Kafka, levels are lost on restart. Source:
 * org.apache.kafka.server.logger.LoggingController, kafka.server.ConfigAdminManager.
 */

import type { Logger, LogLevel } from '../env/index.ts'
import { type Failure, failed } from '../protocol/index.ts'

/** Kafka's levels and their importance. No line is more important than an error. */
const ranks = { TRACE: 10, DEBUG: 20, INFO: 30, WARN: 40, ERROR: 50, FATAL: 60 } as const
type LoggerLevel = keyof typeof ranks
const ranksOfLines: Record<LogLevel, number> = { debug: 20, info: 30, warn: 40, error: 50 }
const initial: Record<LogLevel, LoggerLevel> = { debug: 'DEBUG', info: 'INFO', warn: 'WARN', error: 'ERROR' }
const fromRank = (rank: number): LogLevel =>
  rank <= 20 ? 'debug' : rank <= 30 ? 'info' : rank <= 40 ? 'warn' : 'error'

const root = 'root'

/** The existing loggers and what writes to each. Names are Kafka's where it has an equivalent. */
export const loggerNames = {
  /** The root of all loggers below. */
  kafka: 'kafka',
  /** Metadata: topics, configs, the lease. */
  controller: 'kafka.controller',
  /** Consumer groups and offsets. */
  group: 'kafka.coordinator.group',
  /** Partitions and their files. */
  log: 'kafka.log',
  /** The state of share groups. */
  share: 'kafka.coordinator.share',
  /** Connections, requests, start and stop. */
  server: 'kafka.server',
  /** Transactions. */
  transaction: 'kafka.coordinator.transaction'
} as const
type LoggerName = (typeof loggerNames)[keyof typeof loggerNames]

interface LevelChange {
  readonly name: string
  readonly operation: number
  readonly value: string | null
}

export class BrokerLoggers {
  readonly #sink: Logger
  readonly #levels = new Map<string, LoggerLevel>()

  /** `sink` gets the lines that pass the levels. A sink that filters by itself is told the lowest level anyone needs. */
  constructor(sink: Logger) {
    this.#sink = sink
    this.#levels.set(root, initial[sink.level ?? 'debug'])
  }

  named(name: LoggerName): Logger {
    const isWanted = (level: LogLevel) => ranksOfLines[level] >= ranks[this.levelOf(name)]
    const write =
      (level: LogLevel): Logger['info'] =>
      (message, fields) => {
        if (isWanted(level)) this.#sink[level](message, fields)
      }
    return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  }

  /** Every logger with its effective level. */
  list(): [name: string, level: LoggerLevel][] {
    return [root, ...Object.values(loggerNames)].map((name) => [name, this.levelOf(name)])
  }

  levelOf(name: string): LoggerLevel {
    for (let each = name; each !== ''; each = each.slice(0, Math.max(0, each.lastIndexOf('.')))) {
      const own = this.#levels.get(each)
      if (own !== undefined) return own
    }
    return this.#levels.get(root) as LoggerLevel
  }

  /** Changes all levels or, if one is invalid, none, and returns that one's error. */
  alter(changes: readonly LevelChange[], validateOnly: boolean): Failure | null {
    if (new Set(changes.map(({ name }) => name)).size < changes.length)
      return failed('INVALID_REQUEST', 'Error due to duplicate config keys')
    for (const change of changes) {
      const fault = this.#faultOf(change)
      if (fault !== null) return fault
    }
    if (validateOnly) return null
    for (const { name, operation, value } of changes) {
      if (operation === 1) this.#levels.delete(name)
      else this.#levels.set(name, value as LoggerLevel)
    }
    const least = Math.min(...this.list().map(([, level]) => ranks[level]))
    if (this.#sink.level !== undefined) this.#sink.level = fromRank(least)
    return null
  }

  #faultOf({ name, operation, value }: LevelChange): Failure | null {
    if (operation !== 1 && value === null) return failed('INVALID_REQUEST', `Null value not supported for : ${name}`)
    const verb = [undefined, undefined, 'APPEND', 'SUBTRACT'][operation]
    if (verb !== undefined)
      return failed('INVALID_REQUEST', `${verb} operation is not allowed for the BROKER_LOGGER resource`)
    // Kafka fails on an unknown operation code.
    if (operation !== 0 && operation !== 1) return failed('UNKNOWN_SERVER_ERROR')
    if (name !== root && !Object.values<string>(loggerNames).includes(name))
      return failed('INVALID_CONFIG', `Logger ${name} does not exist!`)
    if (operation === 1)
      return name === root
        ? failed('INVALID_REQUEST', 'Removing the log level of the root logger is not allowed')
        : null
    if (value !== null && Object.hasOwn(ranks, value)) return null
    const known = Object.keys(ranks).sort().join(', ')
    return failed(
      'INVALID_CONFIG',
      `Cannot set the log level of ${name} to ${value} as it is not a supported log level. Valid log levels are ${known}`
    )
  }
}
