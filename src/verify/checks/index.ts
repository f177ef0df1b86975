import type { Check, PlacedCheck } from '../check.ts'
import { featureEffects } from './administration/feature-effects.ts'
import { features } from './administration/features.ts'
import { oneNode } from './administration/node.ts'
import { quotas } from './administration/quotas.ts'
import { reassignments } from './administration/reassignments.ts'
import { securityOff } from './administration/security.ts'
import { apiVersions } from './api-versions.ts'
import { cluster } from './cluster.ts'
import { alterConfigsChecks } from './configs/alter.ts'
import { describeConfigsChecks } from './configs/describe.ts'
import { otherResources } from './configs/other-resources.ts'
import { describedConsumers } from './consumer-groups/described.ts'
import { expressions } from './consumer-groups/expressions.ts'
import { heartbeats } from './consumer-groups/heartbeats.ts'
import { mixedGroups } from './consumer-groups/mixed.ts'
import { consumerOffsets } from './consumer-groups/offsets.ts'
import { reconciliation } from './consumer-groups/reconciliation.ts'
import { staticConsumers } from './consumer-groups/static-members.ts'
import { consumerConfigs } from './consumer-groups/timeouts.ts'
import { fetchErrors } from './fetch/errors.ts'
import { fetchSessions } from './fetch/sessions.ts'
import { fetchVersions } from './fetch/versions.ts'
import { fetchWaiting } from './fetch/waiting.ts'
import { framing } from './framing.ts'
import { groupAdministration } from './groups/administration.ts'
import { commits } from './groups/commits.ts'
import { committedOffsets } from './groups/committed-offsets.ts'
import { groupErrors } from './groups/errors.ts'
import { groupKinds } from './groups/kinds.ts'
import { membership } from './groups/membership.ts'
import { rebalances } from './groups/rebalances.ts'
import { staticMembers } from './groups/static-members.ts'
import { clusterAreas } from './in-cluster/index.ts'
import { epochsAndProducers } from './offsets/epochs-and-producers.ts'
import { listOffsets } from './offsets/list-offsets.ts'
import { logStart } from './offsets/log-start.ts'
import { produceBatches } from './produce/batches.ts'
import { produceErrors } from './produce/errors.ts'
import { idempotence } from './produce/idempotence.ts'
import { produceVersions } from './produce/versions.ts'
import { repeats } from './repeats.ts'
import { shareAcknowledgements } from './share-groups/acknowledge.ts'
import { shareFetches } from './share-groups/fetch.ts'
import { shareHeartbeats } from './share-groups/heartbeats.ts'
import { shareOffsets } from './share-groups/offsets.ts'
import { shareSessions } from './share-groups/sessions.ts'
import { shareStates } from './share-groups/state.ts'
import { invalidStreams } from './streams-groups/invalid.ts'
import { streamsLife } from './streams-groups/life.ts'
import { streamsMembers } from './streams-groups/members.ts'
import { streamsAndOthers } from './streams-groups/other-kinds.ts'
import { streamsTopologies } from './streams-groups/topologies.ts'
import { changeTopics } from './topics/change.ts'
import { createTopicsChecks } from './topics/create.ts'
import { metadata } from './topics/metadata.ts'
import { addToTransactions } from './transactions/add.ts'
import { administerTransactions } from './transactions/administration.ts'
import { endTransactions } from './transactions/end.ts'
import { initProducers } from './transactions/init.ts'
import { misusedTransactions } from './transactions/misuse.ts'
import { offsetsInTransactions } from './transactions/offsets.ts'
import { writeInTransactions } from './transactions/write.ts'

/** The suite in its order: areas, and the checks in each. */
const areas: readonly (readonly [area: string, checks: readonly Check[]])[] = [
  ['versions', apiVersions],
  ['produce', [...produceVersions, ...produceErrors, ...produceBatches, ...idempotence]],
  ['fetch', [...fetchVersions, ...fetchWaiting, ...fetchErrors, ...fetchSessions]],
  ['offsets', [...listOffsets, ...logStart, ...epochsAndProducers]],
  ['topics', [...metadata, ...createTopicsChecks, ...changeTopics]],
  ['configs', [...describeConfigsChecks, ...alterConfigsChecks, ...otherResources]],
  ['cluster', cluster],
  ['administration', [...reassignments, ...oneNode, ...features, ...featureEffects, ...quotas, ...securityOff]],
  [
    'groups',
    [
      ...membership,
      ...rebalances,
      ...staticMembers,
      ...groupErrors,
      ...commits,
      ...committedOffsets,
      ...groupAdministration,
      ...groupKinds
    ]
  ],
  [
    'transactions',
    [
      ...initProducers,
      ...addToTransactions,
      ...writeInTransactions,
      ...offsetsInTransactions,
      ...endTransactions,
      ...misusedTransactions,
      ...administerTransactions
    ]
  ],
  [
    'consumer-groups',
    [
      ...heartbeats,
      ...reconciliation,
      ...staticConsumers,
      ...consumerOffsets,
      ...describedConsumers,
      ...expressions,
      ...mixedGroups,
      ...consumerConfigs
    ]
  ],
  [
    'share-groups',
    [...shareHeartbeats, ...shareFetches, ...shareSessions, ...shareAcknowledgements, ...shareOffsets, ...shareStates]
  ],
  ['streams-groups', [...streamsLife, ...streamsMembers, ...streamsTopologies, ...streamsAndOthers, ...invalidStreams]],
  ['repeats', repeats],
  ['framing', framing]
]

/** In their order; positions count on from one part to the next. */
function placed(part: typeof areas, after = 0): PlacedCheck[] {
  const checks = part.flatMap(([area, all]) => all.map((check) => ({ ...check, area })))
  return checks.map((check, index) => ({ ...check, number: after + index + 1 }))
}

/** What one broker is asked. */
export const suite: readonly PlacedCheck[] = placed(areas)

/** What three brokers of one cluster are asked, with areas of its own. */
export const clusterSuite: readonly PlacedCheck[] = placed(clusterAreas, suite.length)
