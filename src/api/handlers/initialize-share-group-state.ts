import { asOffset } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'
import { eachSharePartition } from '../share-state.ts'

/** InitializeShareGroupState (83): creates the state of share partitions for a group coordinator (KIP-932). */
export const initializeShareGroupState: Handler<'InitializeShareGroupState'> = async (request, { shareState }) => ({
  results: await eachSharePartition(
    request,
    (key, { stateEpoch, startOffset }) =>
      shareState.initialize({ key, stateEpoch, startOffset: asOffset(startOffset) }),
    () => ({})
  )
})
