import { CliError, usageError } from '../cli-error.ts'
import { drainPlan, type Plan, type PlannedMove, rebalancePlan } from '../client/balance.ts'
import type { Cluster } from '../client/cluster.ts'
import { type ClusterState, clusterState, isMoving, nameOf, targetOf } from '../client/cluster-state.ts'
import { logSizes, sizeKey } from '../client/log-dirs.ts'
import { MoveThrottle } from '../client/move-throttle.ts'
import { begin, carryOut, electPreferred } from '../client/moves.ts'
import { Notes } from '../notes.ts'
import { bytesText, countText, type Output } from '../output.ts'
import { clusterOptions, command, wholeNumber, withCluster } from './common.ts'

interface MoveArguments {
  readonly json: boolean
  readonly dryRun: boolean
  readonly background: boolean
  readonly atOnce: number
  /** Bytes per second. */
  readonly throttle: number | undefined
}

/** Earlier moves to wait for as well. */
type Waited = (state: ClusterState) => readonly PlannedMove[]

const underWay = ({ partitions }: ClusterState, has: (targets: readonly number[], all: readonly number[]) => boolean) =>
  partitions
    .filter((each) => isMoving(each) && has(targetOf(each), each.replicas))
    .map((each) => ({ topic: each.topic, partition: each.partition, from: each.replicas, to: targetOf(each) }))

function tell(move: PlannedMove, state: 'begun' | 'moved', json: boolean, out: Output): void {
  const { topic, partition, from, to } = move
  if (json) out.json({ topic, partition, from, to, state })
  else out.line(`${nameOf(move)}: ${from.join()} -> ${to.join()}${state === 'begun' ? ' begun' : ''}`)
}

/** Bytes to copy: the leader's log size for each new replica. Null if a broker does not report it. */
async function showPlan(plan: Plan, state: ClusterState, json: boolean, cluster: Cluster, out: Output): Promise<void> {
  const sizes = await logSizes(cluster)
  const leaders = new Map(state.partitions.map((each) => [nameOf(each), each.leader]))
  const bytesOf = ({ topic, partition, from, to, ...rest }: PlannedMove) => {
    const size = sizes?.get(sizeKey(leaders.get(nameOf({ topic, partition, ...rest })) ?? -1, topic, partition))
    return size === undefined ? null : size * to.filter((id) => !from.includes(id)).length
  }
  let total: number | null = 0
  for (const move of plan.moves) {
    const { topic, partition, from, to } = move
    const bytes = bytesOf(move)
    total = total === null || bytes === null ? null : total + bytes
    if (json) out.json({ topic, partition, from, to, bytes, state: 'planned' })
    else out.line(`${nameOf(move)}: ${from.join()} -> ${to.join()}${bytes ? ` (${bytesText(bytes)})` : ''}`)
  }
  const size = total === null ? '' : `, ${bytesText(total)} to copy`
  if (!json) out.line(plan.moves.length === 0 ? 'nothing to move' : `${movesText(plan.moves)}${size}; nothing was done`)
}

/** A move of replicas, or just a new order, which determines the preferred leader. */
function movesText(moves: readonly PlannedMove[]): string {
  const copied = moves.filter(({ from, to }) => to.some((id) => !from.includes(id))).length
  const led = moves.length - copied
  const parts = [
    copied > 0 || led === 0 ? `${countText(copied, 'partition')} with other replicas` : '',
    led > 0 ? `${countText(led, 'partition')} with another leader only` : ''
  ]
  return parts.filter((part) => part !== '').join(', ')
}

/** Executes a plan and waits as requested. Resolves with the failures. */
async function perform(
  plan: Plan,
  waited: readonly PlannedMove[],
  { json, atOnce, background }: MoveArguments,
  cluster: Cluster,
  out: Output
): Promise<{ readonly state: ClusterState | undefined; readonly failures: readonly string[] }> {
  const notes = new Notes()
  if (background) {
    const refused = await begin(cluster, plan.moves)
    for (const move of plan.moves) if (!refused.has(nameOf(move))) tell(move, 'begun', json, out)
    return { state: undefined, failures: [...refused].map(([name, why]) => `${name}: ${why}`) }
  }
  let said = ''
  return carryOut(cluster, plan.moves, waited, {
    atOnce,
    moved: (move) => tell(move, 'moved', json, out),
    progress: ({ done, underWay: moving, waiting }) => {
      const text = `${done} of ${done + moving + waiting} moved, ${moving} under way`
      if (text !== said && moving > 0) notes.say(text)
      said = text
    }
  })
}

/** Runs the moves, and removes the throttles it has set, whatever happens. @throws CliError */
async function limited(
  { throttle, background }: MoveArguments,
  cluster: Cluster,
  run: (limits: MoveThrottle) => Promise<void>
): Promise<void> {
  if (throttle !== undefined && background)
    throw usageError('--throttle ends with the moves, which --background does not wait for: leave one of them out')
  const limits = new MoveThrottle(cluster, throttle)
  let failure: unknown
  try {
    await run(limits)
  } catch (error) {
    failure = error
  }
  await limits.release().catch((error: unknown) => {
    failure ??= error
  })
  if (failure !== undefined) throw failure
}

/** @throws CliError if anything failed */
function refuse(failures: readonly string[]): void {
  const [first] = failures
  if (first === undefined) return
  const more = failures.length === 1 ? '' : `; so are ${failures.length - 1} more`
  throw new CliError(`not moved: ${first}${more}`)
}

async function drain(broker: number, args: MoveArguments, cluster: Cluster, out: Output): Promise<void> {
  const state = await clusterState(cluster)
  const has = (ids: readonly number[]) => ids.includes(broker)
  if (!state.brokers.some(({ id }) => id === broker) && !state.partitions.some(({ replicas }) => has(replicas)))
    throw new CliError(`this cluster has no broker ${broker}; it has ${state.brokers.map(({ id }) => id).join(', ')}`)
  const plan = drainPlan(state, broker)
  if (args.dryRun) {
    await showPlan(plan, state, args.json, cluster, out)
    return refuse(plan.refused)
  }
  await limited(args, cluster, (limits) => drainAll(broker, args, { state, plan, limits }, cluster, out))
}

async function drainAll(
  broker: number,
  args: MoveArguments,
  begun: { state: ClusterState; plan: Plan; limits: MoveThrottle },
  cluster: Cluster,
  out: Output
): Promise<void> {
  let { state, plan } = begun
  const has = (ids: readonly number[]) => ids.includes(broker)
  const waited: Waited = (now) => underWay(now, (targets, all) => has(all) && !has(targets))
  let count = 0
  // Runs once more, for topics created meanwhile.
  for (let leaving = waited(state); plan.moves.length + leaving.length > 0; leaving = waited(state)) {
    await begun.limits.limit(state, [...plan.moves, ...leaving])
    const done = await perform(plan, leaving, args, cluster, out)
    count += plan.moves.length + leaving.length - done.failures.length
    refuse(done.failures)
    if (done.state === undefined) break
    state = done.state
    plan = drainPlan(state, broker)
  }
  refuse(plan.refused)
  if (args.json) return
  if (args.background) out.line(`${countText(count, 'move')} begun; run this again to wait for the rest`)
  else out.line(`broker ${broker} has no replicas; ${countText(count, 'partition')} moved`)
}

async function rebalance(args: MoveArguments, cluster: Cluster, out: Output): Promise<void> {
  const begun = await clusterState(cluster)
  const plan = rebalancePlan(begun)
  if (args.dryRun) return showPlan(plan, begun, args.json, cluster, out)
  await limited(args, cluster, (limits) => rebalanceAll(args, { begun, plan, limits }, cluster, out))
}

async function rebalanceAll(
  args: MoveArguments,
  { begun, plan, limits }: { begun: ClusterState; plan: Plan; limits: MoveThrottle },
  cluster: Cluster,
  out: Output
): Promise<void> {
  const waited = underWay(begun, () => true)
  await limits.limit(begun, [...plan.moves, ...waited])
  const { state, failures } = await perform(plan, waited, args, cluster, out)
  const elected = state === undefined ? [] : await electPreferred(cluster, state)
  for (const each of elected) {
    const { topic, partition, leader, replicas } = each
    if (args.json) out.json({ topic, partition, leader: replicas[0], from: leader, state: 'elected' })
    else out.line(`${nameOf(each)}: leader ${leader} -> ${replicas[0]}`)
  }
  refuse(failures)
  if (args.json) return
  if (args.background) out.line(`${countText(plan.moves.length, 'move')} begun; run this again for the leaders`)
  else if (plan.moves.length + elected.length === 0) out.line('replicas and leaders are spread evenly')
  else out.line(`${countText(plan.moves.length, 'partition')} moved, ${countText(elected.length, 'leader')} elected`)
}

const moveOptions = <T>(y: Parameters<typeof clusterOptions<T>>[0]) =>
  clusterOptions(y)
    .option('dry-run', { type: 'boolean', default: false, describe: 'Only show what would be moved' })
    .option('background', {
      type: 'boolean',
      default: false,
      describe: 'Start all moves without waiting for them'
    })
    .option('at-once', {
      requiresArg: true,
      default: 100,
      coerce: wholeNumber('--at-once', 1),
      describe: 'How many partitions to move at once'
    })
    .option('throttle', {
      requiresArg: true,
      coerce: wholeNumber('--throttle', 1, Number.MAX_SAFE_INTEGER),
      describe: 'Throttle per broker for the moves, in bytes per second'
    })

export const drainCommand = command(
  'drain <broker>',
  'Moves every replica and leader off a broker; run again, it goes on',
  (y) =>
    moveOptions(y)
      .positional('broker', { demandOption: true, coerce: wholeNumber('broker', 0), describe: 'The id of the broker' })
      .example('$0 cluster drain 2', '')
      .example('$0 cluster drain 2 --dry-run', 'what would go where, and how much'),
  (args) =>
    withCluster(args.bootstrap, (cluster, out) =>
      drain(args.broker as number, { ...args, atOnce: args.atOnce as number }, cluster, out)
    )
)

export const rebalanceCommand = command(
  'rebalance',
  'Spreads replicas and leaders over racks and brokers, with as few moves as that takes',
  (y) => moveOptions(y).example('$0 cluster rebalance', '').example('$0 cluster rebalance --dry-run --json', ''),
  (args) =>
    withCluster(args.bootstrap, (cluster, out) => rebalance({ ...args, atOnce: args.atOnce as number }, cluster, out))
)
