/*
 * Removes a broker's registration from the metadata. Source:
 * org.apache.kafka.controller.ReplicationControlManager#unregisterBroker.
 */
import { keys } from '../metadata/index.ts'
import { type Failure, failed } from '../protocol/index.ts'
import { changeMetadata, type MetadataHost } from './write-metadata.ts'

/**
 * Resolves with null once the broker is gone from the metadata. A running one then serves nothing until it is restarted, as in
 * Kafka (`Membership`). BROKER_ID_NOT_REGISTERED; INVALID_REQUEST for the only live broker, without which nobody could lead
 * anything.
 */
export function unregisterBroker(host: MetadataHost, brokerId: number): Promise<Failure | null> {
  const { image } = host
  let isGone = false
  return changeMetadata(host, () => {
    if (image.broker(brokerId) === undefined)
      return isGone ? null : failed('BROKER_ID_NOT_REGISTERED', `Broker ID ${brokerId} is not currently registered`)
    const isRunning = image.isAlive(brokerId)
    if (isRunning && !image.aliveBrokers.some(({ id }) => id !== brokerId))
      return failed('INVALID_REQUEST', `Broker ID ${brokerId} is the only broker that is running`)
    isGone = true
    const key = keys.broker(brokerId)
    const registration = keys.registration(brokerId)
    const modRevision = image.brokerRevision(brokerId)
    return {
      compare: [modRevision > 0 ? { key, modRevision } : { key, exists: false }, { key: registration, exists: true }],
      operations: [...(modRevision > 0 ? [{ delete: key }] : []), { delete: registration }]
    }
  })
}
