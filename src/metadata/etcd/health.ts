/*
 * Owns what the operator is told of etcd: each trouble once when it begins, and once when it is over.
 */
import type { Logger } from '../../env/index.ts'

const troubles = {
  unreachable: {
    begins: 'etcd cannot be reached: a broker that serves goes on until its lease runs out',
    ends: 'etcd answers again'
  },
  full: {
    begins:
      'etcd is out of space and takes no change of the metadata: compact and defragment it, give it a larger quota, then disarm its NOSPACE alarm; records are served on',
    ends: 'etcd takes changes again'
  },
  refused: {
    begins: 'etcd refuses this broker: check the user, its password and its role',
    ends: 'etcd serves this broker again'
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
