/**
 * `unreachable`: nothing was sent. `untrusted`: nothing was accepted, because one side rejected the other's certificate.
 * `unanswered`: the request was sent and its outcome is unknown. `refused`: etcd rejected it.
 */
type CallFailure = 'unreachable' | 'untrusted' | 'unanswered' | 'refused'

/** Why a call to etcd failed. The message is a single line for the operator. */
export class CallError extends Error {
  readonly failure: CallFailure

  constructor(failure: CallFailure, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CallError'
    this.failure = failure
  }
}

/** etcd's error texts that matter here, in every version of its API. */
export const etcdErrors = {
  leaseGone: /requested lease not found/,
  leaseExists: /lease already exists/,
  noSpace: /database space exceeded/,
  compacted: /required revision has been compacted/,
  tooLarge: /request is too large|larger than max|too many operations/,
  notAllowed: /permission denied|authentication failed|authentication is not enabled|user name is empty/,
  noToken: /invalid auth token|user name is empty|revision of auth store is old/
} as const

export const isRefusal = (error: unknown, pattern: RegExp): boolean =>
  error instanceof CallError && error.failure === 'refused' && pattern.test(error.message)
