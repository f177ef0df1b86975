/** The door of the broker room: a broker without sockets, put together from its parts. */

export { Broker, type BrokerOptions } from './broker.ts'
