import type { Handler } from '../context.ts'
import { eachSharePartition } from '../share-state.ts'

/**
 * ReadShareGroupStateSummary (87): the progress of share partitions (KIP-932). v1 adds the delivery-complete count (KIP-1226).
 */
export const readShareGroupStateSummary: Handler<'ReadShareGroupStateSummary'> = async (request, { shareState }) => ({
  results: await eachSharePartition(
    request,
    (key) => shareState.summary(key),
    (state) => ({
      stateEpoch: state?.stateEpoch ?? 0,
      leaderEpoch: state?.leaderEpoch ?? 0,
      startOffset: BigInt(state?.startOffset ?? 0),
      deliveryCompleteCount: state?.deliveryCompleteCount ?? -1
    })
  )
})
