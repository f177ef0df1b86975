/*
 * Runs a broker on this thread: starts and stops it on messages, gets its metadata from another thread, and reaches other brokers
 * and clients through sockets of its own.
 */
import { type Logger, type LogLevel, type Net, OttlaError } from '../env/index.ts'
import { createRealEnv, type OwnThread, ownThread } from '../env/real/index.ts'
import { PortMetadataStore } from '../metadata/index.ts'
import { Cuts, type Member, startHere } from '../server/index.ts'
import { HttpPort } from './http.ts'
import { type Ask, type FromThread, type ThreadStart, type ToThread, tellError } from './thread-messages.ts'

/** Runs the broker requested by `startThread`. @throws Error on any other thread */
export async function runBrokerThread(): Promise<void> {
  const thread = ownThread()
  const start = thread.data as ThreadStart
  const send = (told: FromThread) => thread.control.send(told)
  const cuts = new Cuts()
  let member: Member | undefined
  const answer = async (ask: Ask) => {
    if (member === undefined) throw new OttlaError('STOPPED', `broker ${start.id} is not running`)
    return done(member, ask)
  }
  thread.control.receive((message) => {
    const told = message as ToThread
    if ('cut' in told) return cuts.take(told.cut)
    const { id, ...ask } = told
    answer(ask).then(
      (value) => send({ id, value }),
      (error) => send({ id, error: tellError(error) })
    )
  })
  try {
    member = await startIn(thread, start, cuts, send)
    const { endpoint, http, dataDir, running } = member
    const ports = running?.server.endpoints.map(({ port }) => port) ?? []
    send({ started: { endpoint, ports, http, dataDir } })
  } catch (error) {
    send({ notStarted: tellError(error) })
  }
}

async function startIn(
  thread: OwnThread,
  { id, options, clusterId, logLevel, httpBefore, hasMetadata }: ThreadStart,
  cuts: Cuts,
  send: (told: FromThread) => void
): Promise<Member> {
  const env = createRealEnv()
  const openHttp = HttpPort.ofBrokers(options.http)
  return startHere({
    id,
    options,
    clusterId,
    metadata: await PortMetadataStore.open(thread.metadata),
    opened: undefined,
    hasMetadata,
    cuts,
    env: { ...env, net: countedNet(env.net, (change) => thread.add(change)) },
    log: sentLogger(send, logLevel),
    // A reader of metrics is not a client of the broker.
    openHttp: openHttp && ((brokerId, before, _env, log) => openHttp(brokerId, before, env, log)),
    httpBefore,
    hasThread: true
  })
}

async function done(member: Member, ask: Ask): Promise<unknown> {
  if (ask.ask === 'joined') return member.joined(ask.count, ask.limitMs)
  if (ask.ask === 'createTopics') return member.createTopics(ask.topics)
  if (ask.ask === 'logsTried') return member.logsTried(ask.topics)
  if (ask.ask === 'stop') return member.stop(ask.drainMs, ask.handsOver)
  return ask.ask === 'serve' ? member.serve() : member.stopControl()
}

const ranks: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 }

/** Does not send lines that the other side would drop. */
function sentLogger(send: (told: FromThread) => void, first: LogLevel | undefined): Logger {
  let level = first
  const write = (each: LogLevel) => (line: string, fields?: Readonly<Record<string, unknown>>) => {
    if (ranks[each] >= ranks[level ?? 'debug']) send({ log: each, line, fields: fields && plain(fields) })
  }
  const logger: Logger = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  if (first === undefined) return logger
  const set = (next: LogLevel) => {
    level = next
    send({ level: next })
  }
  return Object.defineProperty(logger, 'level', { get: () => level, set })
}

/** Values that cannot be copied to another thread are sent as text. */
function plain(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isPlain = (value: unknown) => value === null || ['string', 'number', 'boolean', 'bigint'].includes(typeof value)
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      isPlain(value) || value === undefined ? value : value instanceof Error ? value.stack : toJson(value)
    ])
  )
}

/** A copy of plain data; anything else as text. */
function toJson(value: unknown): unknown {
  const text = JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? Number(each) : each))
  return text === undefined ? String(value) : JSON.parse(text)
}

/** Counts client connections. */
function countedNet(net: Net, add: (change: number) => void): Net {
  const listen: Net['listen'] = (at, accept, secure) =>
    net.listen(
      at,
      (connection) => {
        const { start } = connection
        connection.start = (owner) => {
          add(1)
          start.call(connection, {
            room: () => owner.room(),
            received: (length) => owner.received(length),
            drained: () => owner.drained(),
            ...(owner.inputEnded === undefined ? {} : { inputEnded: () => owner.inputEnded?.() }),
            closed(error) {
              add(-1)
              owner.closed(error)
            }
          })
        }
        accept(connection)
      },
      secure
    )
  return { listen, connect: (to, options) => net.connect(to, options) }
}
