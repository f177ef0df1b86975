/*
 * Owns which groups a command means: those that are named, or all of some types and states.
 */
import { errorCodes } from '../../protocol/index.ts'
import { usageError } from '../cli-error.ts'
import { brokerError, type Cluster } from '../client/cluster.ts'
import { groupTypes } from '../client/group-description.ts'
import { didYouMean } from '../suggest.ts'

export interface Filters {
  readonly states?: readonly string[]
  readonly types?: readonly string[]
  /** `consumer`, `connect`, ...: what the members of the group call it; an empty one is of groups that only keep offsets. */
  readonly protocols?: readonly string[]
}

/** Of groups of all types (org.apache.kafka.common.GroupState). */
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

/** @throws CliError for a word that is none of those that are known, whatever its case */
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

/** Every broker lists the groups that it coordinates. @throws CliError */
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

/** @throws CliError when both or neither are said */
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
