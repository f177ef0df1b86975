/*
 * Determines the groups of a command: the named ones, or all of some types and states.
 */
import { errorCodes } from '../../protocol/index.ts'
import { CliError, usageError } from '../cli-error.ts'
import { brokerError, type Cluster } from '../client/cluster.ts'
import { groupTypes } from '../client/group-description.ts'
import { warn } from '../notes.ts'
import { didYouMean } from '../suggest.ts'

export interface Filters {
  readonly states?: readonly string[]
  readonly types?: readonly string[]
  /** The members' protocol type: `consumer`, `connect`, and so on. Empty for groups that only store offsets. */
  readonly protocols?: readonly string[]
}

/** States of all group types (org.apache.kafka.common.GroupState). */
const groupStates = [
  'PreparingRebalance',
  'CompletingRebalance',
  'Stable',
  'Dead',
  'Empty',
  'Assigning',
  'Reconciling',
  'NotReady'
] as const

/** @throws CliError for an unknown word, ignoring case */
function checkWords(option: string, words: readonly string[], known: readonly string[]): void {
  const unknown = words.find((word) => !known.some((each) => each.toLowerCase() === word.toLowerCase()))
  if (unknown !== undefined)
    throw usageError(`${option} ${unknown}: write ${known.join(', ')}${didYouMean(unknown, known)}`)
}

interface ListedGroup {
  readonly group: string
  readonly state: string
  readonly type: string
  readonly protocolType: string
}

/** Every broker lists the groups it coordinates. @throws CliError */
export async function listedGroups(
  cluster: Cluster,
  { states = [], types = [], protocols = [] }: Filters
): Promise<ListedGroup[]> {
  checkWords('--type', types, groupTypes)
  checkWords('--state', states, groupStates)
  const { brokers } = await cluster.metadata([])
  const filters = {
    ...(states.length > 0 ? { statesFilter: [...states] } : {}),
    ...(types.length > 0 ? { typesFilter: [...types] } : {})
  }
  const leastVersion = types.length > 0 ? 5 : states.length > 0 ? 4 : 0
  const listed: ListedGroup[] = []
  for (const { nodeId } of brokers) {
    const answer = await (await cluster.node(nodeId)).call('ListGroups', filters, { leastVersion })
    if (answer.errorCode !== errorCodes.NONE) throw brokerError('groups', answer.errorCode)
    for (const { groupId, protocolType, groupState, groupType } of answer.groups)
      if (protocols.length === 0 || protocols.includes(protocolType))
        listed.push({ group: groupId, state: groupState, type: groupType, protocolType })
  }
  return listed.sort((a, b) => (a.group < b.group ? -1 : 1))
}

/** @throws CliError if both or neither are given */
export async function groupsMeant(
  cluster: Cluster,
  {
    groups,
    isAll,
    types = []
  }: { readonly groups: readonly string[]; readonly isAll: boolean; readonly types?: readonly string[] }
): Promise<readonly string[]> {
  if (isAll === groups.length > 0) throw usageError('name groups, or say --all')
  if (types.length > 0 && !isAll) throw usageError('--type goes with --all')
  return isAll ? (await listedGroups(cluster, { types })).map(({ group }) => group) : groups
}

/** Continues after a group for which `work` fails. Warns of all failures but the last. @throws CliError, the last failure */
export async function eachGroup(groups: readonly string[], work: (group: string) => Promise<void>): Promise<void> {
  let failure: CliError | undefined
  for (const group of groups) {
    try {
      await work(group)
    } catch (error) {
      if (!(error instanceof CliError)) throw error
      if (failure !== undefined) warn(failure.message)
      failure = error
    }
  }
  if (failure !== undefined) throw failure
}
