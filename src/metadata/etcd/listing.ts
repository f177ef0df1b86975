import type { Entry } from '../key-mirror.ts'
import { etcdErrors, isRefusal } from './call-error.ts'
import type { CallOptions, EtcdGateway } from './gateway.ts'
import { marksPrefix } from './marks.ts'
import { type KeySpace, leaseOf, numberOf, type RangeAnswer, textOf } from './messages.ts'

const pageKeys = 1_000

/** All our keys at one revision. */
export interface Listing {
  readonly revision: number
  readonly entries: ReadonlyMap<string, Entry>
  /** Number of change marks. */
  readonly markCount: number
}

/**
 * Reads everything at one revision, page by page; starts over if etcd compacts that revision meanwhile. Rejects with CallError.
 */
export async function listAll(gateway: EtcdGateway, keys: KeySpace, options: CallOptions): Promise<Listing> {
  for (;;) {
    try {
      return await readPages(gateway, keys, options)
    } catch (error) {
      if (!isRefusal(error, etcdErrors.compacted)) throw error
    }
  }
}

async function readPages(gateway: EtcdGateway, keys: KeySpace, options: CallOptions): Promise<Listing> {
  const entries = new Map<string, Entry>()
  const range = keys.range('/')
  let markCount = 0
  let revision = 0
  for (let from = range.key, isMore = true; isMore; ) {
    const message = { ...range, key: from, limit: pageKeys, revision: String(revision) }
    const page = await gateway.call<RangeAnswer>('/kv/range', message, options)
    if (revision === 0) revision = numberOf(page.header?.revision)
    const kvs = page.kvs ?? []
    for (const each of kvs) {
      const key = keys.keyOf(each)
      if (key?.startsWith(marksPrefix)) markCount++
      else if (key !== undefined)
        entries.set(key, { value: textOf(each), modRevision: numberOf(each.mod_revision), lease: leaseOf(each) })
    }
    const last = kvs.at(-1)?.key
    isMore = page.more === true && last !== undefined
    // The smallest key after this one.
    if (last !== undefined) from = Buffer.concat([Buffer.from(last, 'base64'), Buffer.alloc(1)]).toString('base64')
  }
  return { revision, entries, markCount }
}
