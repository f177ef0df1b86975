/**
 * Goal: no task of a streams group is ever active on two members, or both active and standby in one process. In the end, every task is
 * active exactly once and has the configured number of standbys.
 * Method: members of three processes join, send heartbeats, stall, die, leave and rejoin, topics grow and the broker restarts, in random
 * order on virtual time. Members apply new assignments immediately. At the end, all members behave well.
 */
import { isFailure } from '../../src/protocol/index.ts'
import { GroupStage } from '../kit/group-stage.ts'
import { seed as first } from '../kit/seed.ts'
import { internal, joinStreams, streamsBeat, subtopology, topology } from '../kit/streams-member.ts'

const sessionMs = 45_000
/** Longer than the session timeout, so that no member is removed while it may still believe that it is one. */
const rebalanceTimeoutMs = 60_000
const membersMax = 7

interface TaskList {
  readonly subtopologyId: string
  readonly partitions: readonly number[]
}

/** A task of a subtopology, such as `0_3`. */
const namesOf = (list: readonly TaskList[]) =>
  list.flatMap(({ subtopologyId, partitions }) => partitions.map((partition) => `${subtopologyId}_${partition}`))

const listOf = (names: readonly string[]): TaskList[] =>
  [...new Set(names.map((name) => name.slice(0, 1)))].map((subtopologyId) => ({
    subtopologyId,
    partitions: names.filter((name) => name.startsWith(subtopologyId)).map((name) => Number(name.slice(2)))
  }))

class Member {
  readonly memberId: string
  readonly process: string
  epoch = 0
  active: readonly string[] = []
  standby: readonly string[] = []
  heardMs = 0

  constructor(memberId: string, process: string) {
    this.memberId = memberId
    this.process = process
  }

  forget(): void {
    this.epoch = 0
    this.active = []
    this.standby = []
  }
}

class World {
  readonly stage: GroupStage
  readonly members: Member[] = []
  readonly #stalled = new Set<Member>()
  readonly standbys: number
  partitions = 4
  #joined = 0

  constructor(seed: number) {
    this.standbys = seed % 3
    this.stage = new GroupStage({
      seed,
      configs: {
        'streams.num.standby.replicas': this.standbys,
        'streams.assignment.interval.ms': seed % 2 === 0 ? 0 : 1000,
        'streams.initial.rebalance.delay.ms': seed % 5 === 0 ? 3000 : 0
      }
    })
    this.#setTopics()
  }

  /** One subtopology is stateful, the other is not. */
  #setTopics(): void {
    for (const name of ['in', 'log', 'other']) this.stage.setTopic(name, this.partitions)
  }

  grow(): void {
    if (this.partitions < 8) this.partitions++
    this.#setTopics()
  }

  join(): void {
    const number = this.#joined++
    if (this.members.length < membersMax) this.members.push(new Member(`m${number}`, `p${number % 3}`))
  }

  async beat(member: Member): Promise<void> {
    if (this.#stalled.has(member)) return
    const { memberId, process: processId, epoch, active, standby } = member
    const owned = { activeTasks: listOf(active), standbyTasks: listOf(standby), warmupTasks: [] }
    const stateful = subtopology('0', { stateChangelogTopics: [internal('log')] })
    const whole = topology(stateful, subtopology('1', { sourceTopics: ['other'] }))
    const answer = await (epoch === 0
      ? joinStreams(this.stage, { memberId, processId, topology: whole, rebalanceTimeoutMs })
      : streamsBeat(this.stage, { memberId, memberEpoch: epoch, ...owned }))
    if (isFailure(answer)) {
      if (answer.error !== 'UNKNOWN_MEMBER_ID' && answer.error !== 'FENCED_MEMBER_EPOCH')
        throw new Error(`${answer.error} ${answer.message}`)
      member.forget()
      return
    }
    member.epoch = answer.memberEpoch
    member.heardMs = this.#nowMs()
    if (answer.tasks === null) return
    expect(answer.tasks.warmupTasks).toEqual([])
    member.active = namesOf(answer.tasks.activeTasks)
    member.standby = namesOf(answer.tasks.standbyTasks)
  }

  async leave(member: Member): Promise<void> {
    await streamsBeat(this.stage, { memberId: member.memberId, memberEpoch: -1 })
    this.kill(member)
  }

  /** The member stops without notice. */
  kill(member: Member): void {
    this.members.splice(this.members.indexOf(member), 1)
  }

  stall(member: Member): void {
    this.#stalled.add(member)
  }

  wakeAll(): void {
    this.#stalled.clear()
  }

  #nowMs(): number {
    return this.stage.time.env.clock.monotonicMs()
  }

  /** A member stops on its own when its session has expired. */
  check(): void {
    for (const member of this.members) if (this.#nowMs() - member.heardMs >= sessionMs) member.forget()
    const all = this.members.flatMap(({ active }) => active)
    expect(all.length).toBe(new Set(all).size)
    const ofOneProcess = this.members.flatMap((one) =>
      this.members.filter((other) => other.process === one.process).map((other) => [one, other] as const)
    )
    const inBoth = ofOneProcess.flatMap(([one, other]) => one.active.filter((task) => other.standby.includes(task)))
    expect(inBoth).toEqual([])
  }

  get tasks(): string[] {
    const partitions = Array.from({ length: this.partitions }, (_, index) => index)
    return ['0', '1'].flatMap((id) => partitions.map((partition) => `${id}_${partition}`))
  }
}

async function act(world: World, random: () => number): Promise<void> {
  const member = world.members[Math.floor(random() * world.members.length)]
  const what = random()
  if (what < 0.12) world.join()
  else if (what < 0.18) await world.stage.time.advance(1 + Math.floor(random() * 60_000))
  else if (what < 0.2) world.grow()
  else if (what < 0.22) await world.stage.restart()
  else if (what < 0.25) world.wakeAll()
  else if (member === undefined) return
  else if (what < 0.28) await world.leave(member)
  else if (what < 0.31) world.kill(member)
  else if (what < 0.34) world.stall(member)
  else await world.beat(member)
  world.check()
}

test.each(Array.from({ length: 20 }, (_, seed) => seed))('seed %i', async (seed) => {
  let state = (first + seed) * 7919 + 1
  const random = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  const world = new World(first + seed)
  await world.stage.loaded()
  for (let step = 0; step < 150; step++) await act(world, random)
  world.join()
  world.wakeAll()
  // Dead members time out, and the others send heartbeats until no task is left to revoke.
  for (let round = 0; round < 12; round++) {
    await world.stage.time.advance(sessionMs / 3)
    for (const member of world.members) await world.beat(member)
    world.check()
  }
  expect(world.members.flatMap(({ active }) => active).sort()).toEqual(world.tasks.sort())
  const processes = new Set(world.members.map(({ process }) => process)).size
  const stateful = world.tasks.filter((task) => task.startsWith('0'))
  const replicas = Math.min(world.standbys, processes - 1)
  const wanted = stateful.flatMap((task) => Array.from({ length: replicas }, () => task))
  expect(world.members.flatMap(({ standby }) => standby).sort()).toEqual(wanted.sort())
})
