/**
 * Goal: `ottla cluster` tells what is not in sync, empties a broker and spreads replicas and leaders, with as few moves as that
 * takes and without putting two replicas into one rack.
 * Method: plans over made-up clusters, seeded; the commands in this process, against brokers in it.
 */
import { drainPlan, type Plan, rebalancePlan } from '../../../src/cli/client/balance.ts'
import {
  type BrokerState,
  type ClusterState,
  faultOf,
  type PartitionState
} from '../../../src/cli/client/cluster-state.ts'
import type { ConfigChange } from '../../../src/cli/client/configs.ts'
import { MoveThrottle } from '../../../src/cli/client/move-throttle.ts'
import { Ottla } from '../../../src/index.ts'
import { inProcess } from '../../kit/command-line.ts'

const broker = (id: number, rack: string | null = null, isFenced = false): BrokerState => ({
  id,
  host: 'h',
  port: 1,
  rack,
  isFenced
})
const partition = (topic: string, index: number, replicas: number[], more: Partial<PartitionState> = {}) => ({
  topic,
  partition: index,
  leader: replicas[0] ?? -1,
  replicas,
  isr: replicas,
  adding: [],
  removing: [],
  ...more
})
const clusterOf = (brokers: BrokerState[], partitions: PartitionState[]): ClusterState => ({
  clusterId: 'c',
  controller: 1,
  brokers,
  partitions
})

/** The state after a plan. */
function applied(state: ClusterState, { moves }: Plan): ClusterState {
  const to = new Map(moves.map((move) => [`${move.topic}-${move.partition}`, move.to]))
  const partitions = state.partitions.map((each) => {
    const replicas = [...(to.get(`${each.topic}-${each.partition}`) ?? each.replicas)]
    return { ...each, replicas, isr: replicas, leader: replicas[0] ?? -1, adding: [], removing: [] }
  })
  return { ...state, partitions }
}
const counts = ({ brokers, partitions }: ClusterState, has: (each: PartitionState, id: number) => boolean) =>
  brokers.map(({ id }) => partitions.filter((each) => has(each, id)).length)
const replicaCounts = (state: ClusterState) => counts(state, ({ replicas }, id) => replicas.includes(id))
const leaderCounts = (state: ClusterState) => counts(state, ({ replicas }, id) => replicas[0] === id)
const spread = (values: number[]) => Math.max(...values) - Math.min(...values)
const rackCount = (state: ClusterState, { replicas }: PartitionState) =>
  new Set(replicas.map((id) => state.brokers.find((each) => each.id === id)?.rack)).size

function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Partitions with their replicas on random brokers. */
function randomCluster(seed: number, racks: readonly (string | null)[]): ClusterState {
  const random = randomFrom(seed)
  const brokers = racks.map((rack, index) => broker(index + 1, rack))
  const partitions = Array.from({ length: 40 }, (_, index) => {
    const order = brokers.map(({ id }) => ({ id, key: random() ** (id === 1 ? 3 : 1) })).sort((a, b) => a.key - b.key)
    return partition(
      `t${index % 3}`,
      index,
      order.slice(0, 3).map(({ id }) => id)
    )
  })
  return clusterOf(brokers, partitions)
}

describe('plans', () => {
  test.each([1, 2, 3, 4, 5])(
    'a rebalanced cluster is even, and takes no more moves than that needs (seed %i)',
    (seed) => {
      const state = randomCluster(seed, [null, null, null, null, null])
      const plan = rebalancePlan(state)
      const next = applied(state, plan)
      expect(spread(replicaCounts(next))).toBeLessThanOrEqual(1)
      expect(spread(leaderCounts(next))).toBeLessThanOrEqual(1)
      const copied = plan.moves.reduce((sum, { from, to }) => sum + to.filter((id) => !from.includes(id)).length, 0)
      const least = replicaCounts(state)
        .sort((a, b) => b - a)
        .reduce((sum, count, index) => sum + Math.max(0, count - (index < 120 % 5 ? Math.ceil(24) : 24)), 0)
      expect(copied).toBe(least)
      expect(rebalancePlan(next).moves).toEqual([])
    }
  )

  test.each([1, 2, 3, 4, 5])('with racks no two replicas share one, and brokers are even (seed %i)', (seed) => {
    const state = randomCluster(seed, ['a', 'b', 'c', 'a', 'b', 'c'])
    const next = applied(state, rebalancePlan(state))
    for (const each of next.partitions) expect(rackCount(next, each)).toBe(3)
    expect(spread(replicaCounts(next))).toBeLessThanOrEqual(1)
    expect(spread(leaderCounts(next))).toBeLessThanOrEqual(1)
    const drained = drainPlan(next, 4)
    expect(drained.refused).toEqual([])
    const without = applied(next, drained)
    expect(replicaCounts(without)[3]).toBe(0)
    for (const each of without.partitions) expect(rackCount(without, each)).toBe(3)
  })

  test('a move that is under way is not planned again, and one onto the drained broker is turned away', () => {
    const brokers = [broker(1), broker(2), broker(3), broker(4, null, true)]
    const state = clusterOf(brokers, [
      partition('t', 0, [3, 2], { leader: 2, isr: [2], adding: [3], removing: [2] }),
      partition('t', 1, [2, 1], { leader: 1, isr: [1], adding: [2], removing: [1] })
    ])
    const back = { topic: 't', partition: 1, from: [2], to: [1], replaces: true }
    expect(drainPlan(state, 2)).toEqual({ moves: [back], refused: [] })
    expect(rebalancePlan(state).moves).toEqual([])
  })

  test('a limit is set where replicas come from and go to, and all of it is taken away', async () => {
    const asked: string[] = []
    const answering = (at: string) => ({
      async call(
        _api: string,
        { resources }: { resources: readonly { resourceName: string; configs: ConfigChange[] }[] }
      ) {
        for (const { resourceName, configs } of resources)
          for (const { name, value } of configs) asked.push(`${at} ${resourceName} ${name.split('.repl')[0]} ${value}`)
        return { responses: [{ errorCode: 0, errorMessage: null }] }
      }
    })
    const controlled = { controller: async () => answering('c'), node: async (id: number) => answering(`n${id}`) }
    const limits = new MoveThrottle(controlled as never, 1000)
    const state = clusterOf([broker(1), broker(2), broker(3, null, true)], [])
    await limits.limit(state, [
      { topic: 't', partition: 0, from: [1, 2], to: [2, 3] },
      { topic: 't', partition: 4, from: [1], to: [2] }
    ])
    const set = asked.splice(0)
    expect(set).toEqual([
      'n1 1 leader 1000',
      'n1 1 follower 1000',
      'n2 2 leader 1000',
      'n2 2 follower 1000',
      'c t leader 0:1,0:2,4:1',
      'c t follower 0:3,4:2'
    ])
    await limits.release()
    expect(asked.sort()).toEqual(set.map((line) => line.replace(/\S+$/, 'null')).sort())
  })

  test('what cannot be moved is named', () => {
    const gone = partition('t', 0, [2], { leader: -1 })
    const full = partition('u', 0, [1, 2, 3])
    const { moves, refused } = drainPlan(clusterOf([broker(1), broker(2, null, true), broker(3)], [gone, full]), 2)
    expect(moves).toEqual([])
    expect(refused).toEqual([
      't-0 has no leader to copy from',
      'u-0 has 3 replicas, and there is no further broker for one of them'
    ])
  })

  test('min.insync.replicas asks for no more than there are replicas, and a replica that is added is not missed', () => {
    const least = new Map([['t', 2]])
    const fault = (state: PartitionState) => {
      const { isOffline, isUnderMinIsr, isUnderReplicated } = faultOf(state, least)
      return [isOffline, isUnderMinIsr, isUnderReplicated]
    }
    expect(fault(partition('t', 0, [1]))).toEqual([false, false, false])
    expect(fault(partition('t', 0, [1, 2], { isr: [1] }))).toEqual([false, true, true])
    expect(fault(partition('t', 0, [1, 2, 3], { isr: [1, 2] }))).toEqual([false, false, true])
    expect(fault(partition('t', 0, [1, 2, 3], { isr: [1, 2], adding: [3] }))).toEqual([false, false, false])
    expect(fault(partition('t', 0, [1, 2], { leader: -1, isr: [1] }))).toEqual([true, true, true])
  })
})

describe('commands', () => {
  let cluster: Ottla
  beforeAll(async () => {
    cluster = await Ottla.start({
      brokers: 3,
      memory: true,
      topics: [{ name: 'orders', partitions: 6 }, { name: 'copied' }],
      config: { 'default.replication.factor': 2, 'min.insync.replicas': 2 }
    })
    await cluster.produce('orders', ['a', 'b', 'c', 'd', 'e', 'f'])
  })
  afterAll(() => cluster.stop())

  const at = (...args: string[]) => inProcess(['cluster', ...args, '--bootstrap', cluster.bootstrap])
  const json = async (...args: string[]) =>
    (await at(...args, '--json')).stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  const brokers = async () =>
    (await json())[0].brokers.map(({ leaders, replicas }: Record<string, number>) => [leaders, replicas])
  const until = async (what: () => Promise<boolean>) => {
    while (!(await what())) await new Promise((resolve) => setImmediate(resolve))
  }

  test('a broker is emptied, and the cluster is even again afterwards', async () => {
    expect(await brokers()).toEqual(expect.arrayContaining([[expect.any(Number), expect.any(Number)]]))
    const planned = await json('drain', '2', '--dry-run')
    expect(planned.length).toBeGreaterThan(0)
    for (const { to, state } of planned) expect([to.includes(2), state]).toEqual([false, 'planned'])
    const moved = await json('drain', '2')
    const key = ({ topic, partition: index, to }: PlannedLine) => `${topic}-${index} ${to}`
    expect(moved.map(key).sort()).toEqual(planned.map(key).sort())
    await until(async () => (await brokers())[1].join() === '0,0')
    expect((await at('drain', '2')).stdout).toBe('broker 2 has no replicas; 0 partitions moved\n')
    expect((await at('partitions')).stdout).toBe('no such partitions\n')
    expect((await at('rebalance', '--dry-run')).stdout).toMatch(/ to copy; nothing was done\n$/)
    expect(await at('rebalance', '--throttle', '1000', '--background')).toMatchObject({ code: 2 })
    expect((await at('rebalance', '--at-once', '2', '--throttle', '10000000')).stdout).toMatch(
      /partitions? moved, \d+ leaders? elected\n$/
    )
    await until(async () => {
      const now = await brokers()
      return [0, 1].every((column) => spread(now.map((row: number[]) => row[column])) <= 1)
    })
    expect((await at('rebalance')).stdout).toBe('replicas and leaders are spread evenly\n')
    const shown = ['show', 'topic', 'orders', '--bootstrap', cluster.bootstrap]
    expect((await inProcess(['configs', ...shown])).stdout).toBe(
      'no overrides for topic orders; --all shows the defaults\n'
    )
    expect(
      (await cluster.records('orders'))
        .map(({ value }) => String(value))
        .sort()
        .join('')
    ).toBe('abcdef')
  })

  interface PlannedLine {
    readonly topic: string
    readonly partition: number
    readonly to: readonly number[]
  }

  test('a broker that is gone is fenced, its partitions are told, and it can be drained', async () => {
    await cluster.broker(3).kill()
    await until(async () => (await json())[0].brokers[2]?.fenced === true)
    await until(async () => (await json('partitions', '--under-min-isr')).length > 0)
    const short = await json('partitions')
    for (const each of short) expect(each).toMatchObject({ underReplicated: true, underMinIsr: true, offline: false })
    expect((await at('partitions', '--offline')).stdout).toBe('no such partitions\n')
    expect((await at('partitions', '--under-replicated')).stdout).toMatch(/^orders +\d +\d +\d,\d +\d +under min ISR$/m)
    expect((await at()).stdout).toMatch(/^3 .* fenced +0 +\d+$/m)
    expect((await at()).stdout).toMatch(
      /\d+ under-replicated, \d+ under min ISR, 0 offline; see ottla cluster partitions/
    )
    expect((await at('drain', '3')).stdout).toMatch(/^broker 3 has no replicas; \d+ partitions? moved$/m)
    expect(await json('partitions')).toEqual([])
    expect(await at('drain', '7')).toMatchObject({
      code: 1,
      stderr: 'ottla: this cluster has no broker 7; it has 1, 2, 3\n'
    })
    expect(await at('drain', '2')).toMatchObject({ code: 1, stderr: expect.stringContaining('no further broker') })
  })
})
