import type { Handler } from '../context.ts'
import { eachSharePartition } from '../share-state.ts'

/** DeleteShareGroupState (86): a group coordinator has the state of share partitions removed (KIP-932). */
export const deleteShareGroupState: Handler<'DeleteShareGroupState'> = async (request, { shareState }) => ({
  results: await eachSharePartition(
    request,
    (key) => shareState.delete(key),
    () => ({})
  )
})
