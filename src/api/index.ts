/** The door of the API room: the API table, what handlers may use, and what they know about a request. */

export { type Capabilities, Capable } from './capabilities.ts'
export type { ConnectionContext } from './connection-context.ts'
export type { Handler, RequestContext } from './context.ts'
export { errorAnswer } from './error-answers.ts'
export { KnownClients } from './known-clients.ts'
export { type AnyApiRow, type ApiRow, type ApiTable, type ApiTraits, allApis, row, tableOf } from './table.ts'
export { UnservedLog } from './unserved.ts'
