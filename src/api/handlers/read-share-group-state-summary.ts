import type { Handler } from '../context.ts'
import { eachSharePartition } from '../share-state.ts'

/** ReadShareGroupStateSummary (87): where share partitions stand (KIP-932). v1 counts records that are done (KIP-1226). */
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
