/** The door of the API room: the table of APIs, what their handlers may use, and what they are told of a request. */

export { type Capabilities, Capable } from './capabilities.ts'
export type { ConnectionContext, Handler, RequestContext } from './context.ts'
export { errorAnswer } from './error-answers.ts'
export { type AnyApiRow, type ApiRow, type ApiTable, type ApiTraits, allApis, row, tableOf } from './table.ts'
export { KnownClients } from './tell.ts'
export { UnservedLog } from './unserved.ts'
