/** Goal: what every metadata store promises. Method: one contract on memory and on disk, then crashes of the one on disk. */
import fc from 'fast-check'
import { type Disk, DiskError, silentLogger } from '../../../src/env/index.ts'
import { createChannel } from '../../../src/env/real/index.ts'
import { createMemoryDisk } from '../../../src/log/index.ts'
import {
  LocalMetadataStore,
  MemoryMetadataStore,
  PortMetadataStore,
  StoreHandle,
  serveStore
} from '../../../src/metadata/index.ts'
import { crc32c } from '../../../src/wire/index.ts'
import { linesLogger } from '../../kit/lines-logger.ts'
import { memoryEnv } from '../../kit/memory-env.ts'
import { metadataStoreContract } from '../../kit/store-contract.ts'

const openLocal = (disk: Disk, lines: string[] = [], options: { readonly repair?: boolean } = {}) =>
  new LocalMetadataStore(memoryEnv(disk).env, 'm', linesLogger(lines), options)

metadataStoreContract('in memory', () => {
  const { env, time } = memoryEnv()
  return { store: new MemoryMetadataStore(env), time }
})

metadataStoreContract('in a directory', storeInDirectory)

metadataStoreContract('on another thread, in a directory', async () => {
  const { store, ...trial } = storeInDirectory()
  const [here, there] = createChannel()
  await serveStore(store, there)
  const mirror = await PortMetadataStore.open(here)
  const closeMirror = mirror.close.bind(mirror)
  const close = async () => {
    await closeMirror()
    await store.close()
  }
  return { ...trial, store: Object.assign(mirror, { close }) }
})

test('a store on another thread that is cut off is not reached, and tells what changed meanwhile when it is', async () => {
  const { env } = memoryEnv()
  const store = new MemoryMetadataStore(env)
  const handle = new StoreHandle(store)
  const [here, there] = createChannel()
  await serveStore(handle, there)
  const mirror = await PortMetadataStore.open(here)
  const seen: string[] = []
  mirror.watch('/', 0, ({ changes }) => void seen.push(...changes.map(({ key }) => key)))
  handle.isCutOff = true
  await store.transaction([], [{ put: '/a', value: '1' }])
  await expect(mirror.get('/a')).rejects.toThrow('cannot be reached')
  await expect(mirror.grantLease(1_000)).rejects.toThrow('cannot be reached')
  expect(await mirror.transaction([], [{ put: '/b', value: '' }])).toMatchObject({ succeeded: false })
  expect(seen).toEqual([])
  handle.isCutOff = false
  expect((await mirror.get('/a'))?.value).toBe('1')
  expect(seen).toEqual(['/a'])
  const under = mirror.transaction([], [{ put: '/c', value: '' }])
  await mirror.close()
  expect(await under).toMatchObject({ succeeded: false, error: 'the store is closed' })
})

function storeInDirectory() {
  const disk = createMemoryDisk(() => 0)
  let isFull = false
  const open: Disk['open'] = (path, mode) => {
    const file = disk.open(path, mode)
    const write = file.write.bind(file)
    file.write = (buffers, position) => {
      if (isFull) throw new DiskError('NO_SPACE', path, 'full')
      return write(buffers, position)
    }
    // As in the thread pool: other turns come before its end.
    file.sync = () => new Promise((resolve) => setImmediate(resolve))
    return file
  }
  const { env, time } = memoryEnv({ ...disk, open })
  const breakIt = () => {
    isFull = true
    return () => {
      isFull = false
    }
  }
  return { store: new LocalMetadataStore(env, 'm', silentLogger), time, break: breakIt }
}

describe('a store in a directory', () => {
  const log = 'm/ottla-metadata.log'

  test('has after a restart what was acknowledged, at the same revisions, but no leased keys', async () => {
    const disk = createMemoryDisk(() => 0)
    const before = openLocal(disk)
    await before.transaction([], [{ put: '/a', value: '1' }])
    const lease = await before.grantLease(1000)
    await before.transaction([], [{ put: '/leased', value: '1', lease }])
    await before.transaction([], [{ put: '/b', value: 'ünï\n' }, { delete: '/a' }])
    const { entries } = await before.list('/b')
    await before.close()
    const after = openLocal(disk)
    expect((await after.list('/')).entries).toEqual(entries)
    const next = await after.transaction([], [{ put: '/c', value: '' }])
    expect(next.revision).toBeGreaterThan(entries[0]?.modRevision ?? 0)
    await after.close()
  })

  test('is files without a directory, which Kafka would refuse beside its partitions', async () => {
    const disk = createMemoryDisk(() => 0)
    const store = openLocal(disk)
    await store.transaction([], [{ put: '/big', value: 'x'.repeat(1 << 20) }])
    await store.close()
    const entries = disk.list('m').map(({ name, isDirectory }) => `${name} ${isDirectory}`)
    expect(entries.sort()).toEqual(['ottla-metadata.json false', 'ottla-metadata.log false'])
  })

  test('cut off at any byte, it opens with a prefix of its history and goes on', async () => {
    const source = createMemoryDisk(() => 0)
    const first = openLocal(source)
    const sizes: number[] = []
    for (let n = 1; n <= 5; n++) {
      await first.transaction([], [{ put: '/n', value: String(n) }])
      sizes.push(source.readFile(log).length)
    }
    await first.close()
    const whole = source.readFile(log)
    for (let length = 0; length <= whole.length; length++) {
      const disk = createMemoryDisk(() => 0)
      disk.writeFileAtomic(log, whole.slice(0, length))
      const lines: string[] = []
      const store = openLocal(disk, lines)
      const complete = sizes.filter((size) => size <= length).length
      expect((await store.get('/n'))?.value).toBe(complete === 0 ? undefined : String(complete))
      expect(lines).toHaveLength(sizes.includes(length) || length === 0 ? 0 : 1)
      await store.transaction([], [{ put: '/more', value: 'x' }])
      await store.close()
      const again = openLocal(disk)
      expect((await again.get('/more'))?.value).toBe('x')
      await again.close()
    }
  })

  describe('of which a part is damaged', () => {
    let whole: Buffer
    let ends: number[]
    beforeAll(async () => {
      const disk = createMemoryDisk(() => 0)
      const store = openLocal(disk)
      ends = []
      for (let n = 1; n <= 4; n++) {
        await store.transaction([], [{ put: `/t${n}`, value: String(n) }])
        ends.push(disk.readFile(log).length)
      }
      await store.close()
      whole = Buffer.from(disk.readFile(log))
    })
    const diskWith = (bytes: Uint8Array): Disk => {
      const disk = createMemoryDisk(() => 0)
      disk.writeFileAtomic(log, bytes)
      return disk
    }
    const keysOf = async (store: LocalMetadataStore) => (await store.list('/')).entries.map(({ key }) => key)
    const kept = (disk: Disk) => disk.list('m').filter(({ name }) => /\.(cut|damaged)-\d+$/.test(name))

    test('a flipped bit before acknowledged changes stops the start; one in the last change costs that one', async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(whole.length * 8 - 1), async (bit) => {
          const bytes = Buffer.from(whole)
          bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7))
          const disk = diskWith(bytes)
          if (bit >> 3 < (ends[2] as number)) {
            expect(() => openLocal(disk)).toThrow(
              /ottla-metadata\.log is damaged between positions \d+ and \d+.*repair/
            )
            expect(disk.readFile(log)).toEqual(bytes)
          } else {
            const store = openLocal(disk)
            expect(await keysOf(store)).toEqual(['/t1', '/t2', '/t3'])
            await store.close()
            expect(kept(disk)).toHaveLength(1)
          }
        })
      )
    })

    test.each<[string, (bytes: Buffer) => Buffer]>([
      ['zeros', (bytes) => bytes.fill(0, (ends[0] as number) + 3, (ends[1] as number) - 5)],
      ['bytes of before', (bytes) => Buffer.from(bytes.fill(bytes.subarray(0, 40), ends[0], (ends[0] as number) + 40))],
      [
        'a piece that is missing',
        (bytes) => Buffer.concat([bytes.subarray(0, ends[0]), bytes.subarray((ends[1] as number) - 7)])
      ],
      ['a change that is missing', (bytes) => Buffer.concat([bytes.subarray(0, ends[0]), bytes.subarray(ends[1])])]
    ])('%s before acknowledged changes stop the start, and a repair saves what can be read', async (_what, spoil) => {
      const spoilt = spoil(Buffer.from(whole))
      const disk = diskWith(spoilt)
      expect(() => openLocal(disk)).toThrow(/ottla-metadata\.log .*repair/)
      const lines: string[] = []
      const store = openLocal(disk, lines, { repair: true })
      expect(store.wasRepaired).toBe(true)
      expect(await keysOf(store)).toEqual(expect.arrayContaining(['/t1', '/t3', '/t4']))
      const [copy] = kept(disk)
      expect(disk.readFile(`m/${copy?.name}`)).toEqual(spoilt)
      expect(lines.join()).toContain(copy?.name)
      await store.transaction([], [{ put: '/new', value: '' }])
      await store.close()
      const again = openLocal(disk)
      expect(await keysOf(again)).toEqual(expect.arrayContaining(['/new', '/t1', '/t3', '/t4']))
      await again.close()
    })

    test('a tail that is cut off is kept beside the log, unless it is zeros', async () => {
      const torn = diskWith(whole.subarray(0, whole.length - 5))
      const lines: string[] = []
      await openLocal(torn, lines).close()
      const [copy] = kept(torn)
      expect(torn.readFile(`m/${copy?.name}`)).toEqual(whole.subarray(ends[2], whole.length - 5))
      expect(lines.join()).toContain(`copy=m/${copy?.name}`)
      const zeros = diskWith(Buffer.concat([whole, Buffer.alloc(4096)]))
      await openLocal(zeros, lines).close()
      expect(kept(zeros)).toEqual([])
      expect(zeros.readFile(log)).toEqual(whole)
    })

    test('whole changes behind one that never reached the disk are no proof: nobody was told of them', async () => {
      const disk = createMemoryDisk(() => 0)
      const store = openLocal(disk)
      await store.transaction([], [{ put: '/a', value: '' }])
      const begin = disk.readFile(log).length
      // While the first is synced the other two come, and are written together.
      await Promise.all(['/b', '/c', '/d'].map((put) => store.transaction([], [{ put, value: '' }])))
      const bytes = Buffer.from(disk.readFile(log))
      await store.close()
      const second = begin + 8 + bytes.readUInt32BE(begin)
      bytes.fill(0, second, second + 20)
      const lost = openLocal(diskWith(bytes))
      expect(await keysOf(lost)).toEqual(['/a', '/b'])
      await lost.close()
    })

    test.each(['a stop', 'a kill and a start'])('of changes that shared a sync each counts after %s', async (how) => {
      const disk = createMemoryDisk(() => 0)
      const store = openLocal(disk)
      await Promise.all(['/a', '/b', '/c', '/d'].map((put) => store.transaction([], [{ put, value: '' }])))
      if (how === 'a stop') await store.close()
      else await openLocal(disk).close()
      const bytes = Buffer.from(disk.readFile(log))
      bytes[bytes.indexOf('/b')] = 0x7e
      expect(() => openLocal(diskWith(bytes))).toThrow(/is damaged between/)
      const whole = openLocal(disk)
      expect(await keysOf(whole)).toEqual(['/a', '/b', '/c', '/d'])
      const { length } = disk.readFile(log)
      await whole.close()
      expect(disk.readFile(log)).toHaveLength(length)
    })

    test('a snapshot that is missing, older or changed stops the start', async () => {
      const disk = createMemoryDisk(() => 0)
      const store = openLocal(disk)
      await store.transaction([], [{ put: '/big', value: 'x'.repeat(1 << 20) }])
      await store.transaction([], [{ put: '/small', value: '' }])
      await store.close()
      const snapshot = Buffer.from(disk.readFile('m/ottla-metadata.json'))
      const spoilt = Buffer.from(snapshot)
      spoilt[spoilt.length - 100] = 0x79
      for (const [content, why] of [
        [undefined, /ottla-metadata\.log goes on after revision 1, but what is known ends at revision 0/],
        [Buffer.from('{"revision":0,"entries":[]}'), /goes on after revision 1/],
        [spoilt, /ottla-metadata\.json is not a metadata snapshot: its checksum does not match/],
        [Buffer.alloc(snapshot.length), /ottla-metadata\.json is not a metadata snapshot/]
      ] as const) {
        const copy = diskWith(disk.readFile(log))
        if (content !== undefined) copy.writeFileAtomic('m/ottla-metadata.json', content)
        expect(() => openLocal(copy)).toThrow(why)
        const repaired = openLocal(copy, [], { repair: true })
        expect(await keysOf(repaired)).toEqual(['/small'])
        await repaired.close()
        await openLocal(copy).close()
      }
    })

    test('files without a version open, those of a newer Ottla are refused by both kinds of start', async () => {
      const record = (content: object): Buffer => {
        const payload = Buffer.from(JSON.stringify(content))
        const head = Buffer.alloc(8)
        head.writeUInt32BE(payload.length, 0)
        head.writeUInt32BE(crc32c(payload), 4)
        return Buffer.concat([head, payload])
      }
      const change = (revision: number) => ({ revision, changes: [{ key: `/r${revision}`, value: '' }] })
      const old = diskWith(Buffer.concat([record(change(8)), record(change(10))]))
      old.writeFileAtomic('m/ottla-metadata.json', '{"revision":7,"entries":[["/s","",7]]}')
      const store = openLocal(old)
      expect(await keysOf(store)).toEqual(['/r10', '/r8', '/s'])
      await store.close()
      for (const repair of [false, true]) {
        const newer = diskWith(record({ ...change(1), version: 3 }))
        expect(() => openLocal(newer, [], { repair })).toThrow(/was written by a newer Ottla, in form 3/)
        expect(newer.list('m')).toHaveLength(1)
        newer.remove(log)
        newer.writeFileAtomic('m/ottla-metadata.json', '{"version":3,"revision":7,"entries":[]}')
        expect(() => openLocal(newer, [], { repair })).toThrow(/json was written by a newer Ottla, in form 3/)
      }
    })
  })

  test('is folded into a snapshot when its log grows, and a log left from before the fold is not replayed twice', async () => {
    const disk = createMemoryDisk(() => 0)
    const store = openLocal(disk)
    const value = 'x'.repeat(100_000)
    for (let n = 0; n < 11; n++) await store.transaction([], [{ put: '/big', value: `${value}${n}` }])
    await store.close()
    expect(disk.exists('m/ottla-metadata.json')).toBe(true)
    expect(disk.readFile(log).length).toBeLessThan(1 << 20)
    const reopened = openLocal(disk)
    expect((await reopened.get('/big'))?.value.slice(value.length)).toBe('10')
    const { revision } = await reopened.list('/')
    await reopened.transaction([], [{ delete: '/big' }])
    await reopened.close()
    // As if the crash came after the snapshot was renamed and before the log was cut.
    const stale = createMemoryDisk(() => 0)
    stale.writeFileAtomic('m/ottla-metadata.json', JSON.stringify({ revision: revision + 1, entries: [] }))
    stale.writeFileAtomic(log, disk.readFile(log))
    const last = openLocal(stale)
    expect((await last.list('/')).entries).toEqual([])
    await last.close()
  })

  test('a snapshot that is none stops the start and names the file', () => {
    const disk = createMemoryDisk(() => 0)
    disk.writeFileAtomic('m/ottla-metadata.json', '{"revision":')
    expect(() => openLocal(disk)).toThrow(/ottla-metadata\.json is not a metadata snapshot/)
  })

  test('a disk that is full refuses the change, and takes the next when there is room again', async () => {
    const disk = createMemoryDisk(() => 0)
    let isFull = false
    const open: Disk['open'] = (path, mode) => {
      const file = disk.open(path, mode)
      const write: typeof file.write = (buffers, position) => {
        if (!isFull) return file.write(buffers, position)
        file.write([(buffers[0] as Uint8Array).subarray(0, 5)], position)
        throw new DiskError('NO_SPACE', path, 'full')
      }
      const on = <K extends keyof typeof file>(name: K) =>
        (file[name] as unknown as (...all: unknown[]) => unknown).bind(file)
      return {
        path,
        size: on('size'),
        write,
        readSync: on('readSync'),
        sync: on('sync'),
        truncate: on('truncate'),
        close: on('close')
      } as unknown as typeof file
    }
    const store = openLocal({ ...disk, open })
    await store.transaction([], [{ put: '/a', value: '1' }])
    isFull = true
    const refused = await store.transaction([], [{ put: '/a', value: '2' }])
    expect(refused).toEqual({ succeeded: false, revision: 1, error: 'full' })
    expect((await store.get('/a'))?.value).toBe('1')
    isFull = false
    await store.transaction([], [{ put: '/b', value: '3' }])
    await store.close()
    const reopened = openLocal(disk)
    expect((await reopened.list('/')).entries.map(({ key, value }) => `${key}=${value}`)).toEqual(['/a=1', '/b=3'])
    await reopened.close()
  })

  test('changes that come together share a sync', async () => {
    const disk = createMemoryDisk(() => 0)
    let syncs = 0
    const open: Disk['open'] = (path, mode) => {
      const file = disk.open(path, mode)
      const sync = file.sync.bind(file)
      file.sync = () => {
        syncs++
        return sync()
      }
      return file
    }
    const store = openLocal({ ...disk, open })
    await Promise.all(Array.from({ length: 100 }, (_, n) => store.transaction([], [{ put: `/${n}`, value: '' }])))
    expect(syncs).toBe(2)
    await store.close()
  })
})
