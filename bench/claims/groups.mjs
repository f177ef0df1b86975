// Groups: 500 members come to a stable assignment of 1,000 partitions in either protocol, 1,000 groups commit offsets, and 10,000
// groups that nobody is in are held and loaded after kill -9. Groups are assigned anew as soon as they can be: the waits for more
// members (group.initial.rebalance.delay.ms, group.consumer.assignment.interval.ms) are 0, since both rivals would only wait.
// The floor knows before who comes, assigns once, and checks and keeps nothing.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  createTopic,
  joinMembers,
  load,
  ratio,
  residentMb,
  scratch,
  startFloor,
  startKafka,
  startOttla
} from '../kit.mjs'

const memberCount = 500
const partitions = 1000
const groupsIdle = 10_000
const offsetsEach = 10
const commits = 20_000
/** Of each protocol: the code of both rivals is compiled in them. */
const warmRounds = 8
/** Of the idle groups, which take longest. */
const idleRounds = 3
const topic = 'bench'
const sets = ['group.initial.rebalance.delay.ms=0', 'group.consumer.assignment.interval.ms=0']
const start = {
  kafka: (options = {}) => startKafka({ properties: sets, ...options }),
  ottla: (options = {}) => startOttla({ args: sets.flatMap((set) => ['--set', set]), ...options })
}
const protocols = /** @type {const} */ (['classic', 'consumer'])
const stable = (protocol) => `${memberCount} members, ${protocol} protocol`
const committing = '1,000 groups commit'
const idle = '10,000 idle groups'

/** Commits of `offsetsEach` partitions, one of each group. */
async function commitFrames(file, groups) {
  const { encodeRequest } = await import('../../dist/protocol/index.js')
  const list = Array.from({ length: offsetsEach }, (_, partitionIndex) => ({
    partitionIndex,
    committedOffset: 1000n,
    committedMetadata: ''
  }))
  const frames = Array.from({ length: groups }, (_, n) =>
    encodeRequest(
      'OffsetCommit',
      9,
      { correlationId: n, clientId: 'bench' },
      {
        groupId: `group-${n}`,
        generationIdOrMemberEpoch: -1,
        memberId: '',
        topics: [{ name: topic, partitions: list }]
      }
    )
  )
  writeFileSync(file, Buffer.concat(frames.flat()))
  return file
}

async function connectionTo(server) {
  const [{ BrokerConnection, isCallFailure }, { createRealEnv }] = await Promise.all([
    import('../../dist/client/index.js'),
    import('../../dist/env/real/index.js')
  ])
  // From version 10 on topics have ids there.
  const settings = { clientId: 'bench', versionsMax: { OffsetFetch: 9 } }
  const broker = await BrokerConnection.open(createRealEnv(), { host: '127.0.0.1', port: server.port }, settings)
  if (isCallFailure(broker)) throw new Error(broker.message)
  return broker
}

/** Asks until all groups' offsets are told: the coordinator makes its topic, and loads, after it listens. */
async function untilLoaded(server, count, offset = 1000n) {
  const { isCallFailure } = await import('../../dist/client/index.js')
  const broker = await connectionTo(server)
  const groups = Array.from({ length: count }, (_, n) => ({
    groupId: `group-${n}`,
    topics: [{ name: topic, partitionIndexes: [0] }]
  }))
  for (const since = performance.now(); ; ) {
    await broker.call('FindCoordinator', { keyType: 0, coordinatorKeys: ['group-0'] })
    const told = await broker.call('OffsetFetch', { groups }, { leastVersion: 8, timeoutMs: 60_000 })
    const isTold = ({ errorCode, topics }) => errorCode === 0 && topics[0]?.partitions[0]?.committedOffset === offset
    if (!isCallFailure(told) && told.groups.every(isTold)) break
    if (performance.now() - since > 120_000) throw new Error(`${server.name} does not load its groups`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  broker.close()
}

async function timedGroup(server, protocol, round) {
  const group = `${protocol}-${round}`
  const { stableMs, cpuMs, generatorCpuMs } = await joinMembers(server, {
    conns: memberCount,
    group,
    topic,
    protocol,
    partitions
  })
  return { scenario: stable(protocol), rival: server.name, stableMs, cpuMs, generatorCpuMs }
}

async function timedCommits(server, frames) {
  const { seconds, serverCpuSeconds } = await load(server, 'calls', { frames, conns: 8, depth: 5, count: commits })
  const cpuUsPerCommit = (serverCpuSeconds / commits) * 1e6
  return { scenario: committing, rival: server.name, commitsPerSecond: commits / seconds, cpuUsPerCommit }
}

async function timedIdle(name, frames) {
  const server = await start[name]()
  await server.ready
  await createTopic(server, topic, offsetsEach)
  await untilLoaded(server, 1, -1n)
  const beforeMb = residentMb(server.pid)
  // One connection: each begins at another frame, and all are to be sent.
  await load(server, 'calls', { frames, conns: 1, depth: 20, count: groupsIdle })
  await untilLoaded(server, groupsIdle)
  const heldMb = residentMb(server.pid) - beforeMb
  await server.stop('SIGKILL')
  const sinceMs = performance.now()
  const again = await start[name]({ dir: server.dir, port: server.port, format: false })
  await again.ready
  await untilLoaded(again, groupsIdle)
  const loadMs = performance.now() - sinceMs
  const residentMbAfter = residentMb(again.pid)
  await again.stop()
  return { scenario: idle, rival: name, heldMb, loadMs, residentMbAfter }
}

export default async function groups({ rounds = Number(process.env.ROUNDS ?? 5) } = {}) {
  const folder = scratch('groups')
  const frames = await commitFrames(join(folder, 'commits.bin'), 1000)
  const idleFrames = await commitFrames(join(folder, 'idle.bin'), groupsIdle)
  const rows = []
  const servers = [await start.kafka(), await start.ottla()]
  const floor = await startFloor({ file: 'groups.mjs', args: [String(memberCount), String(partitions)] })
  for (const server of servers) await server.ready
  for (const server of servers) {
    await createTopic(server, topic, partitions)
    await untilLoaded(server, 1, -1n)
  }
  for (let round = 0; round < warmRounds + rounds; round++) {
    for (const server of servers) {
      const told = []
      for (const protocol of protocols) told.push(await timedGroup(server, protocol, round))
      if (round === 0 || round >= warmRounds) told.push(await timedCommits(server, frames))
      if (round >= warmRounds) rows.push(...told)
    }
    for (const protocol of protocols) {
      const told = await timedGroup(floor, protocol, round)
      if (round >= warmRounds) rows.push(told)
    }
  }
  for (const server of [...servers, floor]) await server.stop()
  for (let round = 0; round < idleRounds; round++)
    for (const name of /** @type {const} */ (['kafka', 'ottla'])) rows.push(await timedIdle(name, idleFrames))
  const compared = (scenario, claim, key, goal) => {
    const own = rows.filter((row) => row.scenario === scenario)
    return { claim: `${scenario}: ${claim} over Kafka's`, goal, value: ratio(own, 'ottla', 'kafka', key) }
  }
  const floors = (scenario, claim, key) => {
    const own = rows.filter((row) => row.scenario === scenario)
    return { claim: `${scenario}: ${claim} over Kafka's`, goal: 'reported', value: ratio(own, 'floor', 'kafka', key) }
  }
  const ratios = [
    ...protocols.flatMap((protocol) => [
      compared(stable(protocol), 'time to a stable assignment', 'stableMs', 'at most 0.33'),
      compared(stable(protocol), 'CPU', 'cpuMs', 'at most 0.33'),
      floors(stable(protocol), "time, the floor's", 'stableMs'),
      floors(stable(protocol), "CPU, the floor's", 'cpuMs')
    ]),
    compared(committing, 'commits per second', 'commitsPerSecond', 'at least 3'),
    compared(committing, 'CPU per commit', 'cpuUsPerCommit', 'at most 0.33'),
    compared(idle, 'memory gained', 'heldMb', 'reported'),
    compared(idle, 'kill -9 to the last offset', 'loadMs', 'reported')
  ]
  return { rows, ratios }
}
