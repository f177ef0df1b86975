/** The door of the server room: bytes of clients in, bytes of answers out. */
export { type ListenerAddress, parseListeners, parseProtocolMap, type SecurityProtocol } from './addresses.ts'
export { Admission } from './admission.ts'
export { type Advertiser, containerGateway, createAdvertiser, gatewayIn } from './advertise.ts'
export { boot, type Running } from './boot.ts'
export { ConnectionCore, type ConnectionOptions } from './connection.ts'
export { type Server, type ServerLimits, startServer } from './server.ts'
export { limitsOf, type ResolvedSettings, resolveSettings, type StartOptions } from './settings.ts'
export { SlabPool } from './slab-pool.ts'
