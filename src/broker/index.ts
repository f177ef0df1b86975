/** The door of the broker room: a broker without sockets, assembled from its parts. */

export { Broker } from './broker.ts'
export { meterBroker } from './broker-meters.ts'
export { isCordoned } from './cordoned-directories.ts'
export { RequestMeter } from './request-meter.ts'
