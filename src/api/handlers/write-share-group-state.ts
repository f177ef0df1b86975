import { batchesFrom } from '../../coordination/index.ts'
import { asOffset } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'
import { eachSharePartition } from '../share-state.ts'

/**
 * WriteShareGroupState (85): a leader stores the delivery state of records (KIP-932). v1 adds the delivery-complete count
 * (KIP-1226).
 */
export const writeShareGroupState: Handler<'WriteShareGroupState'> = async (request, { shareState }) => ({
  results: await eachSharePartition(
    request,
    (key, { stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount, stateBatches }) =>
      shareState.write({
        key,
        stateEpoch,
        leaderEpoch,
        startOffset: asOffset(startOffset),
        deliveryCompleteCount: deliveryCompleteCount ?? -1,
        batches: batchesFrom(stateBatches)
      }),
    () => ({})
  )
})
