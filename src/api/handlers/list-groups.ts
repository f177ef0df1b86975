import { errorCodes, isFailure } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'

/** ListGroups (16): the groups coordinated by this broker. v4 filters by state (KIP-518), v5 by type (KIP-848). */
export const listGroups: Handler<'ListGroups'> = (request, context) => {
  const listings = context.groups.list()
  if (isFailure(listings)) return { errorCode: errorCodes[listings.error], groups: [] }
  const states = new Set(request.statesFilter.map((state) => state.toLowerCase().trim()))
  const types = new Set(request.typesFilter.map((type) => type.toLowerCase().trim()))
  const mayListAll = context.may('DESCRIBE', 'CLUSTER', 'kafka-cluster')
  return {
    errorCode: 0,
    groups: listings
      .filter(({ state }) => states.size === 0 || states.has(filterName(state)))
      .filter(({ type }) => types.size === 0 || types.has(type.toLowerCase()))
      .filter(({ groupId }) => mayListAll || context.may('DESCRIBE', 'GROUP', groupId))
      .map(({ groupId, protocolType, state, type }) => ({ groupId, protocolType, groupState: state, groupType: type }))
  }
}

/** A state as filters name it. Kafka uses another name there for the streams group state `NotReady`. */
const filterName = (state: string): string => (state === 'NotReady' ? 'not_ready' : state.toLowerCase())
