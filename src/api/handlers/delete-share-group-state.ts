import type { Handler } from '../context.ts'
import { eachSharePartition } from '../share-state.ts'

/** DeleteShareGroupState (86): removes the state of share partitions for a group coordinator (KIP-932). */
export const deleteShareGroupState: Handler<'DeleteShareGroupState'> = async (request, { shareState }) => ({
  results: await eachSharePartition(
    request,
    (key) => shareState.delete(key),
    () => ({})
  )
})
