/*
 * Owns taking the registration of a broker that is gone for good out of the metadata.
 * Source: org.apache.kafka.controller.ReplicationControlManager#unregisterBroker.
 */
import { keys } from '../metadata/index.ts'
import { type Failure, failed } from '../protocol/index.ts'
import { changeMetadata, type MetadataHost } from './write-metadata.ts'

/**
 * Resolves with null when nobody knows the broker any more. BROKER_ID_NOT_REGISTERED; INVALID_REQUEST for a broker that is
 * there, which would only register again.
 */
export function unregisterBroker(host: MetadataHost, brokerId: number): Promise<Failure | null> {
  const { image } = host
  let isGone = false
  return changeMetadata(host, () => {
    if (image.broker(brokerId) === undefined)
      return isGone ? null : failed('BROKER_ID_NOT_REGISTERED', `Broker ID ${brokerId} is not currently registered`)
    if (image.brokerRevision(brokerId) > 0)
      return failed(
        'INVALID_REQUEST',
        `Broker ID ${brokerId} is running; only a broker that is gone can be unregistered`
      )
    isGone = true
    return {
      compare: [
        { key: keys.broker(brokerId), exists: false },
        { key: keys.registration(brokerId), exists: true }
      ],
      operations: [{ delete: keys.registration(brokerId) }]
    }
  })
}
