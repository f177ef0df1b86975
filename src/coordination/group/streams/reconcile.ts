/*
 * Reconciles a member's current tasks with its target: it first revokes tasks, then gets those that other members have released
 * (org.apache.kafka.coordinator.group.streams.CurrentAssignmentBuilder). No task is ever active on two members, and no process has the
 * same task twice.
 */
import { type Failure, failed } from '../../../protocol/index.ts'
import { epochsOf, partitionsOf, type TopicPartitions } from '../modern/partitions.ts'
import type { StreamsMember } from './member.ts'
import type { TaskOwners } from './owners.ts'
import { type HeldTasks, isNoTasks, noTasks, sharesTask, type TaskSets } from './tasks.ts'

interface Reconciliation {
  /** The member after the pending change, except for its tasks. */
  readonly member: StreamsMember
  readonly owners: TaskOwners
  readonly targetEpoch: number
  readonly target: TaskSets
  /** Tasks that the member reports as owned; null if not reported. */
  readonly owned: TaskSets | null
}

/** Returns the member with its next tasks, or the same object if nothing changes. */
export function nextMember(input: Reconciliation): StreamsMember | Failure {
  const { member, targetEpoch, owned } = input
  const { memberEpoch } = member
  switch (member.state) {
    case 'stable':
      return memberEpoch === targetEpoch ? member : towardsTarget(input, memberEpoch)
    case 'unrevoked':
      if (owned === null || sharesTask(owned, member.pendingRevocation)) return member
      return towardsTarget(input, memberEpoch + 1)
    case 'unreleased':
      return towardsTarget(input, memberEpoch)
    case 'unknown':
      // A newer software version wrote this state. Only a member without tasks can continue from it.
      return owned === null || !isNoTasks(owned) ? unknownState : towardsTarget(input, targetEpoch)
  }
}

const unknownState = failed(
  'FENCED_MEMBER_EPOCH',
  'The streams group member is in a unknown state. The member must abandon all its tasks and rejoin.'
)

const inEpoch = (member: StreamsMember, memberEpoch: number): StreamsMember => ({
  ...member,
  memberEpoch,
  previousMemberEpoch: member.memberEpoch
})

function towardsTarget(input: Reconciliation, memberEpoch: number): StreamsMember {
  const { member, owners, target, targetEpoch, owned } = input
  const { processId } = member
  const active = activeChange(input)
  const isHere = (id: string, partition: number) =>
    owners.activeAt(id, partition) === processId || owners.isReplicaAt(id, partition, processId)
  const standby = replicaChange(member.assigned.standby, target.standby, isHere)
  const warmup = replicaChange(member.assigned.warmup, target.warmup, isHere)
  const lost: HeldTasks = { active: active.lost, standby: standby.lost, warmup: warmup.lost }
  if (!isNoTasks(lost) && (owned === null || sharesTask(owned, lost))) {
    const assigned = { active: active.kept, standby: standby.kept, warmup: warmup.kept }
    return inEpoch({ ...member, state: 'unrevoked', assigned, pendingRevocation: lost }, memberEpoch)
  }
  const isWaiting = active.isWaiting || standby.isWaiting || warmup.isWaiting
  const assigned = { active: active.next, standby: standby.next, warmup: warmup.next }
  const state = isWaiting ? 'unreleased' : 'stable'
  return inEpoch({ ...member, state, assigned, pendingRevocation: noTasks }, targetEpoch)
}

function activeChange({ member, owners, target, targetEpoch }: Reconciliation) {
  const { processId } = member
  const [kept, lost, next] = [0, 1, 2].map(() => new Map<string, ReadonlyMap<number, number>>()) as [
    Map<string, ReadonlyMap<number, number>>,
    Map<string, ReadonlyMap<number, number>>,
    Map<string, ReadonlyMap<number, number>>
  ]
  let isWaiting = false
  for (const id of new Set([...target.active.keys(), ...member.assigned.active.keys()])) {
    const wanted = partitionsOf(target.active, id)
    const has = epochsOf(member.assigned.active, id)
    const stays = [...has].filter(([partition]) => wanted.has(partition))
    const goes = [...has].filter(([partition]) => !wanted.has(partition))
    const missing = [...wanted].filter((partition) => !has.has(partition))
    const free = missing.filter(
      (partition) => owners.activeAt(id, partition) === undefined && !owners.isReplicaAt(id, partition, processId)
    )
    if (free.length < missing.length) isWaiting = true
    if (stays.length > 0) kept.set(id, new Map(stays))
    if (goes.length > 0) lost.set(id, new Map(goes))
    const all = [...stays, ...free.map((partition): [number, number] => [partition, targetEpoch])]
    if (all.length > 0) next.set(id, new Map(all))
  }
  return { kept, lost, next, isWaiting }
}

function replicaChange(
  assigned: TopicPartitions,
  target: TopicPartitions,
  isHere: (subtopologyId: string, partition: number) => boolean
) {
  const kept = new Map<string, ReadonlySet<number>>()
  const lost = new Map<string, ReadonlySet<number>>()
  const next = new Map<string, ReadonlySet<number>>()
  let isWaiting = false
  for (const id of new Set([...target.keys(), ...assigned.keys()])) {
    const wanted = partitionsOf(target, id)
    const has = partitionsOf(assigned, id)
    const stays = [...has].filter((partition) => wanted.has(partition))
    const goes = [...has].filter((partition) => !wanted.has(partition))
    const missing = [...wanted].filter((partition) => !has.has(partition))
    const free = missing.filter((partition) => !isHere(id, partition))
    if (free.length < missing.length) isWaiting = true
    if (stays.length > 0) kept.set(id, new Set(stays))
    if (goes.length > 0) lost.set(id, new Set(goes))
    if (stays.length + free.length > 0) next.set(id, new Set([...stays, ...free]))
  }
  return { kept, lost, next, isWaiting }
}
