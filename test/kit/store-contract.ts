/** What every metadata store promises (src/metadata/store.ts), as tests that a store of any kind is put through. */
import { type Change, loadImage, type MetadataStore, type Operation, storeLimits } from '../../src/metadata/index.ts'

export interface StoreOnTrial {
  readonly store: MetadataStore
  /** The time that its leases go by. */
  readonly time: { advance(ms: number): Promise<void> }
  /** The shortest lease that it gives, 1 s by default. */
  readonly leaseMs?: number
  /** How late it may be to notice that a lease has run out. */
  readonly leaseSlackMs?: number
  /** Makes every change fail, where that can happen to the store; the function that it returns mends it. */
  readonly break?: () => () => void
}

/** Does not run out while a test is at it. */
const longLeaseMs = 60_000

/** The tests that every store has to pass. `make` gives an empty one. */
export function metadataStoreContract(name: string, make: () => StoreOnTrial | Promise<StoreOnTrial>): void {
  describe(name, () => {
    let store: MetadataStore
    let time: StoreOnTrial['time']
    let trial: StoreOnTrial
    beforeEach(async () => {
      trial = await make()
      store = trial.store
      time = trial.time
    })
    afterEach(() => store.close())

    const put = (key: string, value: string) => store.transaction([], [{ put: key, value }])

    test('a key has its value and the revision of its last change', async () => {
      expect(await store.get('/a')).toBeUndefined()
      const first = await put('/a', '1')
      await put('/b', '2')
      expect(await store.get('/a')).toEqual({ key: '/a', value: '1', modRevision: first.revision })
      const third = await put('/a', '3')
      expect(third.revision).toBe(first.revision + 2)
      expect(await store.get('/a')).toEqual({ key: '/a', value: '3', modRevision: third.revision })
    })

    test('a listing has what begins with the prefix, in key order, at one revision', async () => {
      for (const key of ['/t/b', '/t/a', '/u', '/t/a/1']) await put(key, key)
      const { revision, entries } = await store.list('/t/')
      expect(entries.map(({ key }) => key)).toEqual(['/t/a', '/t/a/1', '/t/b'])
      expect(revision).toBe((await store.get('/t/a/1'))?.modRevision)
    })

    test('a transaction whose comparison fails changes nothing', async () => {
      const { revision } = await put('/a', '1')
      const attempts = [
        await store.transaction([{ key: '/a', exists: false }], [{ put: '/a', value: 'no' }]),
        await store.transaction([{ key: '/x', exists: true }], [{ put: '/a', value: 'no' }]),
        await store.transaction([{ key: '/a', modRevision: revision + 1 }], [{ put: '/a', value: 'no' }]),
        await store.transaction(
          [
            { key: '/a', modRevision: revision },
            { key: '/x', exists: true }
          ],
          [{ delete: '/a' }]
        )
      ]
      for (const attempt of attempts) expect(attempt).toEqual({ succeeded: false, revision })
      expect((await store.get('/a'))?.value).toBe('1')
      const good = await store.transaction([{ key: '/a', modRevision: revision }], [{ put: '/a', value: '2' }])
      expect(good).toEqual({ succeeded: true, revision: revision + 1 })
    })

    test('modRevision 0 stands for a key that is not there', async () => {
      expect((await store.transaction([{ key: '/a', modRevision: 0 }], [{ put: '/a', value: '1' }])).succeeded).toBe(
        true
      )
      expect((await store.transaction([{ key: '/a', modRevision: 0 }], [{ put: '/a', value: '2' }])).succeeded).toBe(
        false
      )
    })

    test('all operations of a transaction happen at one revision, and deletions take whole prefixes', async () => {
      const seen: Change[] = []
      for (const key of ['/t/a', '/t/a/p/0', '/t/a/p/1', '/t/ab']) await put(key, '')
      const { revision } = await store.list('/')
      store.watch('/', revision, (change) => void seen.push(change))
      await store.transaction([], [{ delete: '/t/a' }, { deletePrefix: '/t/a/' }, { put: '/z', value: '1' }])
      expect(seen).toHaveLength(1)
      expect(seen[0]?.revision).toBe(revision + 1)
      expect((await store.list('/')).entries.map(({ key }) => key)).toEqual(['/t/ab', '/z'])
    })

    test('a watcher is told before the transaction resolves, and learns what it missed first', async () => {
      const { revision } = await put('/a', '1')
      await put('/a', '2')
      await put('/other', '')
      const seen: string[] = []
      const watch = store.watch('/a', revision, ({ changes }) => {
        for (const { key, value } of changes) seen.push(`${key}=${value}`)
      }) as { cancel(): void }
      expect(seen).toEqual(['/a=2'])
      await put('/a', '3')
      expect(seen).toEqual(['/a=2', '/a=3'])
      watch.cancel()
      await put('/a', '4')
      expect(seen).toHaveLength(2)
    })

    test('what a watcher writes in its turn is told after what it heard of, to everybody', async () => {
      const { revision } = await put('/a', '1')
      const seen: number[] = []
      let inTurn: Promise<unknown> | undefined
      store.watch('/', revision, ({ changes }) => {
        if (changes.some(({ key }) => key === '/begin')) inTurn = put('/end', '')
      })
      store.watch('/', revision, (change) => void seen.push(change.revision))
      await put('/begin', '')
      // Under way together, in an order that only the store knows.
      await Promise.all([inTurn, put('/last', '')])
      expect(seen).toEqual([revision + 1, revision + 2, revision + 3])
    })

    test('of two who compare with the same revision one succeeds, also where a watcher writes as a leased key goes', async () => {
      const lease = await store.grantLease(longLeaseMs)
      await store.transaction([], [{ put: '/brokers/1', value: '', lease }])
      const { revision } = await put('/partition', '')
      const write = () =>
        store.transaction([{ key: '/partition', modRevision: revision }], [{ put: '/partition', value: '' }])
      const seen: number[] = []
      let inTurn: ReturnType<typeof write> | undefined
      store.watch('/', revision, (change) => {
        seen.push(change.revision)
        if (change.changes.some(({ key }) => key === '/brokers/1')) inTurn = write()
      })
      await store.transaction([], [{ delete: '/brokers/1' }])
      const both = await Promise.all([inTurn, write()])
      expect(both.filter((each) => each?.succeeded)).toHaveLength(1)
      expect(seen).toEqual([revision + 1, revision + 2])
    })

    test('a key that hangs on a lease goes with it, and stays as long as the lease is kept alive', async () => {
      const { leaseMs = 1_000, leaseSlackMs = 0 } = trial
      const lease = await store.grantLease(leaseMs)
      await store.transaction([], [{ put: '/brokers/1', value: 'x', lease }])
      const gone: string[] = []
      store.watch('/brokers/', (await store.list('/')).revision, ({ changes }) => {
        for (const { key, value } of changes) if (value === null) gone.push(key)
      })
      // As often as a broker does it: a machine that is slow for a moment lets no lease run out.
      for (let n = 0; n < 6; n++) {
        await time.advance(leaseMs / 4)
        expect(await store.keepAlive(lease)).toBe(true)
      }
      expect(await store.get('/brokers/1')).toBeDefined()
      await time.advance(leaseMs * 0.9)
      // What goes by the time of a real machine may be late with anything.
      if (leaseSlackMs === 0) expect(await store.get('/brokers/1')).toBeDefined()
      await time.advance(leaseMs * 0.1 + 1)
      for (let lateMs = 0; lateMs < leaseSlackMs && gone.length === 0; lateMs += 100) await time.advance(100)
      expect(await store.get('/brokers/1')).toBeUndefined()
      expect(gone).toEqual(['/brokers/1'])
      expect(await store.keepAlive(lease)).toBe(false)
    })

    test('keys of one lease go in one change, also when it is revoked, however many they are', async () => {
      const lease = await store.grantLease(longLeaseMs)
      const names = Array.from({ length: 200 }, (_, n) => `/leased/${n}`)
      const made = await Promise.all(names.map((put) => store.transaction([], [{ put, value: '', lease }])))
      expect(made.filter(({ succeeded }) => !succeeded)).toEqual([])
      const gone: number[] = []
      store.watch('/leased/', (await store.list('/')).revision, ({ changes }) => void gone.push(changes.length))
      await store.revokeLease(lease)
      expect(gone).toEqual([200])
      expect((await store.list('/leased/')).entries).toEqual([])
    })

    test('a lease that is gone takes no key', async () => {
      const lease = await store.grantLease(longLeaseMs)
      await store.revokeLease(lease)
      const refused = await store.transaction([], [{ put: '/a', value: '', lease }])
      expect([refused.succeeded, refused.error]).toEqual([false, expect.any(String)])
      expect(await store.get('/a')).toBeUndefined()
    })

    test('a watch from a revision whose changes are no longer kept says so, and a new listing goes on from there', async () => {
      const { revision } = await put('/a', '0')
      // More than any store keeps; etcd compacts when it is told to, a local store by itself.
      for (let n = 0; n < 12; n++) {
        const made = await Promise.all(Array.from({ length: 100 }, (_, m) => put('/a', `${n} ${m}`)))
        expect(made.filter(({ succeeded }) => !succeeded)).toEqual([])
      }
      const late = store.watch('/', revision, () => {})
      expect(late).toEqual({ compactedRevision: expect.any(Number) })
      const listed = await store.list('/')
      const seen: string[] = []
      const watch = store.watch('/', listed.revision, ({ changes }) => void seen.push(`${changes[0]?.value}`))
      expect('cancel' in watch).toBe(true)
      await put('/a', 'next')
      expect(seen).toEqual(['next'])
    })

    describe('limits', () => {
      const { operationsMax, valueBytesMax, transactionBytesMax } = storeLimits
      const puts = (count: number, value = '') =>
        Array.from({ length: count }, (_, n) => ({ put: `/limits/${n}`, value }))
      const told = async () => (await store.list('/')).entries.length

      test('as many operations and comparisons as there may be are taken, one more is a defect and changes nothing', async () => {
        const compare = puts(operationsMax + 1).map((operation) => ({ key: operation.put, exists: false }))
        await expect(store.transaction([], puts(operationsMax + 1))).rejects.toThrow(/at most 128/)
        await expect(store.transaction(compare, puts(1))).rejects.toThrow(/at most 128/)
        expect(await told()).toBe(0)
        const taken = await store.transaction(compare.slice(1), puts(operationsMax))
        expect([taken.succeeded, await told()]).toEqual([true, operationsMax])
      })

      test.each<[string, readonly Operation[]]>([
        ['twice', [...puts(1), ...puts(1)]],
        ['and deleted', [{ delete: '/limits/0' }, ...puts(1)]],
        ['and deleted by its prefix', [...puts(1), { deletePrefix: '/lim' }]]
      ])('a key that is put %s in one transaction is a defect and changes nothing', async (_what, operations) => {
        await expect(store.transaction([], operations)).rejects.toThrow(/\/lim/)
        expect(await told()).toBe(0)
      })

      test('a value of too many bytes is refused as a value, one as large as it may be is kept', async () => {
        const before = (await store.list('/')).revision
        // Bytes count, not characters.
        const large = 'ü'.repeat(valueBytesMax / 2)
        const refused = await store.transaction([], [{ put: '/large', value: `${large}x` }])
        expect(refused).toEqual({ succeeded: false, revision: before, error: expect.any(String), isTooLarge: true })
        expect((await store.transaction([], [{ put: '/large', value: large }])).succeeded).toBe(true)
        expect((await store.get('/large'))?.value).toBe(large)
      })

      test('a transaction of too many bytes is refused as a value and changes nothing', async () => {
        const value = 'x'.repeat(transactionBytesMax / 8)
        const refused = await store.transaction([], puts(8, value))
        expect([refused.succeeded, refused.isTooLarge, await told()]).toEqual([false, true, 0])
        expect((await store.transaction([], puts(7, value))).succeeded).toBe(true)
      })
    })

    test('a change that fails is never seen, by a reader, a watcher or an image, and the next one is as if it had not been', async () => {
      if (trial.break === undefined) return
      const { revision } = await put('/configs/topics/t', '{"a":"1"}')
      const { image } = await loadImage(store)
      const seen: number[] = []
      store.watch('/', revision, (change) => {
        seen.push(change.revision)
        image.apply(change)
      })
      const mend = trial.break()
      const refused = await put('/configs/topics/t', '{"a":"2"}')
      expect(refused).toEqual({ succeeded: false, revision, error: expect.any(String) })
      expect([image.configs('topics', 't').get('a'), image.revision, seen]).toEqual(['1', revision, []])
      expect(await store.get('/configs/topics/t')).toMatchObject({ value: '{"a":"1"}', modRevision: revision })
      mend()
      const compare = [{ key: '/configs/topics/t', modRevision: image.configRevision('topics', 't') }]
      const next = await store.transaction(compare, [{ put: '/configs/topics/t', value: '{"a":"3"}' }])
      expect([next.succeeded, image.configs('topics', 't').get('a')]).toEqual([true, '3'])
    })

    test('when a comparison fails, the image has been told of the change that broke it', async () => {
      await put('/configs/topics/t', '{"a":"1"}')
      const { image } = await loadImage(store)
      store.watch('/', image.revision, (change) => void image.apply(change))
      const guarded = (modRevision: number) =>
        store.transaction(
          [{ key: '/configs/topics/t', modRevision }],
          [{ put: '/configs/topics/t', value: '{"a":"2"}' }]
        )
      const known = image.configRevision('topics', 't')
      const [one, other] = await Promise.all([guarded(known), guarded(known)])
      // Whichever comes first: two that are under way at once have no order.
      expect([one.succeeded, other.succeeded].sort()).toEqual([false, true])
      expect(image.revision).toBeGreaterThanOrEqual(Math.max(one.revision, other.revision))
      expect((await guarded(image.configRevision('topics', 't'))).succeeded).toBe(true)
    })

    test('a transaction without effect makes no revision', async () => {
      const { revision } = await put('/a', '1')
      expect(await store.transaction([], [{ delete: '/none' }])).toEqual({ succeeded: true, revision })
    })
  })
}
