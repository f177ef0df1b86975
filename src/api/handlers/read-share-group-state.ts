import { wireBatches } from '../../coordination/index.ts'
import type { Handler } from '../context.ts'
import { eachSharePartition } from '../share-state.ts'

/** ReadShareGroupState (84): a leader starts serving share partitions and fences earlier leaders (KIP-932). */
export const readShareGroupState: Handler<'ReadShareGroupState'> = async (request, { shareState }) => ({
  results: await eachSharePartition(
    request,
    (key, { leaderEpoch }) => shareState.read(key, leaderEpoch),
    (state) => ({
      stateEpoch: state?.stateEpoch ?? 0,
      startOffset: BigInt(state?.startOffset ?? 0),
      stateBatches: wireBatches(state?.batches ?? [])
    })
  )
})
