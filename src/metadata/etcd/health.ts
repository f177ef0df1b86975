/*
 * Logs problems with etcd: each once when it begins and once when it is over.
 */
import type { Logger } from '../../env/index.ts'

const troubles = {
  unreachable: {
    begins: 'cannot reach etcd; a running broker keeps serving until its lease expires',
    ends: 'etcd is reachable again'
  },
  full: {
    begins:
      'etcd is out of space and accepts no metadata changes; compact and defragment it, raise its quota, then disarm its NOSPACE alarm. Reads and writes of records go on',
    ends: 'etcd accepts changes again'
  },
  refused: {
    begins: 'etcd denies access to this broker; check its user, password and role',
    ends: 'etcd grants access to this broker again'
  }
} as const

type Trouble = keyof typeof troubles

export class EtcdHealth {
  readonly #log: Logger
  readonly #etcd: string
  readonly #now = new Set<Trouble>()

  constructor(log: Logger, etcd: string) {
    this.#log = log
    this.#etcd = etcd
  }

  begins(trouble: Trouble, why: string): void {
    if (this.#now.has(trouble)) return
    this.#now.add(trouble)
    this.#log.error(`${troubles[trouble].begins} (${this.#etcd}: ${why})`)
  }

  ends(trouble: Trouble): void {
    if (this.#now.delete(trouble)) this.#log.info(`${troubles[trouble].ends} (${this.#etcd})`)
  }
}
