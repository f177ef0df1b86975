import { asOffset } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'
import { eachSharePartition } from '../share-state.ts'

/** InitializeShareGroupState (83): a group coordinator has the state of share partitions made (KIP-932). */
export const initializeShareGroupState: Handler<'InitializeShareGroupState'> = async (request, { shareState }) => ({
  results: await eachSharePartition(
    request,
    (key, { stateEpoch, startOffset }) =>
      shareState.initialize({ key, stateEpoch, startOffset: asOffset(startOffset) }),
    () => ({})
  )
})
