/**
 * A disk in memory whose power can fail. It knows of every file what is synced and which writes came since, and of every
 * directory which names are durable; `powerLoss` makes the disk that the next process finds. What is not synced survives
 * page by page, in any mixture; the last write may be torn anywhere; names that are not synced are there or not.
 */
import { type Disk, type DiskEntry, DiskError, type DiskFile } from '../../src/env/index.ts'

export interface SimDiskOptions {
  /** What survives or not as one: 4096 as the kernel writes, 512 as a sector. */
  readonly pageBytes?: number
  /** True: the sync of a file makes its name durable, with those of the directories above, as ext4 does. False: as POSIX says. */
  readonly syncsNames?: boolean
  /** True: what a sync that failed should have written is never written by a later one, as on Linux. False: it is. */
  readonly losesFailedSyncs?: boolean
  /** False: a sync that does nothing, to see that a test notices. */
  readonly isHonest?: (path: string) => boolean
  /** What an operation in the pool waits for before it takes effect; it may reject, with a DiskError. A few microtasks when absent. */
  readonly wait?: (kind: 'read' | 'write' | 'sync', path: string) => Promise<void>
}

async function microtasks(): Promise<void> {
  for (let n = 0; n < 4; n++) await Promise.resolve()
}

export interface SimDisk extends Disk {
  /** What the next process finds when the power fails now. The same seed gives the same. */
  powerLoss(seed: number): SimDisk
  /** What the next process finds when this one is killed: all that it wrote, synced or not. */
  kill(): SimDisk
  /** Called before whatever changes the disk or ends a sync, with a number that grows and what it is. */
  onChange: ((count: number, change: DiskChange) => void) | undefined
  /** Called before a file that is there is opened, read whole or listed; it may throw a DiskError. */
  onOpen: ((path: string) => void) | undefined
  /** Everything as if it had been synced: where a test begins. */
  settle(): void
  /** What a file holds for this process, for a test to look at: no copy, and nobody is told. */
  peek(path: string): Buffer | undefined
}

export interface DiskChange {
  readonly kind: 'write' | 'truncate' | 'sync' | 'create' | 'rename' | 'remove' | 'syncDirectory'
  /** Of a rename the new one. */
  readonly path: string
}

type Change =
  | { readonly kind: 'write'; readonly position: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly length: number }

/** mulberry32: 0 to 1. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Bytes that grow in place: a log is written at its end again and again. */
class Content {
  bytes: Buffer
  #store: Buffer

  constructor(bytes: Buffer) {
    this.#store = bytes
    this.bytes = bytes
  }

  apply(change: Change): void {
    const { length } = this.bytes
    const end = lengthAfter(length, change)
    if (end > this.#store.length) {
      const store = Buffer.alloc(2 * end)
      this.bytes.copy(store)
      this.#store = store
    } else if (end > length) this.#store.fill(0, length, end)
    this.bytes = this.#store.subarray(0, end)
    if (change.kind === 'write') change.bytes.copy(this.bytes, change.position)
  }
}

const lengthAfter = (length: number, change: Change) =>
  change.kind === 'write' ? Math.max(length, change.position + change.bytes.length) : change.length

class FileNode {
  /** Since the last sync, oldest first. */
  changes: Change[] = []
  readonly #content: Content
  readonly #synced: Content

  constructor(content: Buffer = Buffer.alloc(0), synced: Buffer = Buffer.from(content)) {
    this.#content = new Content(content)
    this.#synced = new Content(synced)
  }

  get content(): Buffer {
    return this.#content.bytes
  }

  get synced(): Buffer {
    return this.#synced.bytes
  }

  change(change: Change): void {
    this.changes.push(change)
    this.#content.apply(change)
  }

  /** How many changes there ever were. */
  get total(): number {
    return this.#syncedCount + this.changes.length
  }

  #syncedCount = 0

  /** The first `total` changes that there ever were are on the platter. */
  sync(total = this.total): void {
    const changes = this.changes.splice(0, Math.max(0, total - this.#syncedCount))
    for (const change of changes) this.#synced.apply(change)
    this.#syncedCount += changes.length
  }

  /** A sync failed: the kernel takes what it could not write for clean, and no later sync writes it. */
  loseDirty(total: number): void {
    this.#syncedCount += this.changes.splice(0, Math.max(0, total - this.#syncedCount)).length
  }

  copy(): FileNode {
    const copy = new FileNode(Buffer.from(this.content), Buffer.from(this.synced))
    copy.changes = [...this.changes]
    return copy
  }

  /** What may be read after the power failed: a length of some moment, each page as of some moment. */
  survivor(random: () => number, pageBytes: number): Buffer {
    const changes = [...this.changes]
    const last = changes.at(-1)
    if (last?.kind === 'write' && random() < 0.5)
      changes.push({ ...last, bytes: last.bytes.subarray(0, Math.floor(random() * last.bytes.length)) })
    if (changes.length > this.changes.length) changes.splice(-2, 1)
    const moment = () => {
      const die = random()
      return die < 0.4 ? changes.length : die < 0.7 ? 0 : Math.floor(random() * (changes.length + 1))
    }
    const lengths = [this.synced.length]
    for (const change of changes) lengths.push(lengthAfter(lengths.at(-1) as number, change))
    const result = Buffer.alloc(lengths[moment()] as number)
    for (let from = 0; from < result.length; from += pageBytes) {
      const page = result.subarray(from, from + pageBytes)
      if (from < this.synced.length) this.synced.copy(page, 0, from, Math.min(this.synced.length, from + pageBytes))
      const upTo = moment()
      for (let n = 0; n < upTo; n++) applyToPage(page, from, changes[n] as Change)
    }
    return result
  }
}

function applyToPage(page: Buffer, from: number, change: Change): void {
  if (change.kind === 'truncate') {
    if (change.length < from + page.length) page.fill(0, Math.max(0, change.length - from))
    return
  }
  const begin = Math.max(from, change.position)
  const end = Math.min(from + page.length, change.position + change.bytes.length)
  if (begin < end) change.bytes.copy(page, begin - from, begin - change.position, end - change.position)
}

type Node = FileNode | DirectoryNode

/** What one call did to the names of a directory: both halves of a rename happen, or none. */
interface NameChange {
  readonly removed: string | undefined
  readonly added: string | undefined
  readonly node: Node
}

class DirectoryNode {
  names = new Map<string, Node>()
  durable = new Map<string, Node>()
  changes: NameChange[] = []

  change(change: NameChange): void {
    this.changes.push(change)
    rename(this.names, change)
  }

  copy(copies = new Map<Node, Node>()): DirectoryNode {
    const copyOf = (node: Node): Node => {
      const known = copies.get(node)
      if (known !== undefined) return known
      const made = node instanceof FileNode ? node.copy() : node.copy(copies)
      copies.set(node, made)
      return made
    }
    const copy = new DirectoryNode()
    for (const [name, node] of this.names) copy.names.set(name, copyOf(node))
    for (const [name, node] of this.durable) copy.durable.set(name, copyOf(node))
    copy.changes = this.changes.map((change) => ({ ...change, node: copyOf(change.node) }))
    return copy
  }

  sync(changes: readonly NameChange[] = this.changes): void {
    const done = new Set(changes)
    this.changes = this.changes.filter((change) => {
      if (done.has(change)) rename(this.durable, change)
      return !done.has(change)
    })
  }
}

function rename(names: Map<string, Node>, { removed, added, node }: NameChange): void {
  if (removed !== undefined && names.get(removed) === node) names.delete(removed)
  if (added !== undefined) names.set(added, node)
}

const partsOf = (path: string): string[] => {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts
}

export function createSimDisk(options: SimDiskOptions = {}, root = new DirectoryNode()): SimDisk {
  const { pageBytes = 4096, syncsNames = true, isHonest = () => true, wait = microtasks } = options
  let count = 0
  const missing = (path: string) => new DiskError('NOT_FOUND', path, `${path}: no such file or directory`)
  const nodeAt = (parts: readonly string[]): Node | undefined => {
    let node: Node | undefined = root
    for (const part of parts) node = node instanceof DirectoryNode ? node.names.get(part) : undefined
    return node
  }
  const directoryAt = (parts: readonly string[], path: string): DirectoryNode => {
    const node = nodeAt(parts)
    if (!(node instanceof DirectoryNode)) throw missing(path)
    return node
  }
  const parentOf = (path: string) => {
    const parts = partsOf(path)
    return { directory: directoryAt(parts.slice(0, -1), path), name: parts.at(-1) as string }
  }
  const changing = (kind: DiskChange['kind'], path: string) => disk.onChange?.(++count, { kind, path })
  /** The directories on the way to a file that is synced; a file that was renamed since it was opened is not looked for. */
  const syncNamesTo = (path: string, file: FileNode) => {
    const parts = partsOf(path)
    if (!syncsNames || nodeAt(parts) !== file) return
    parts.forEach((_, n) => {
      const node = nodeAt(parts.slice(0, n + 1))
      const directory = directoryAt(parts.slice(0, n), path)
      // The journal holds what came before as well.
      directory.sync(directory.changes.slice(0, 1 + directory.changes.findLastIndex((change) => change.node === node)))
    })
  }
  const fileOf = (path: string, node: FileNode): DiskFile => ({
    path,
    size: () => node.content.length,
    write(buffers, position) {
      changing('write', path)
      const bytes = Buffer.concat(buffers)
      node.change({ kind: 'write', position, bytes })
    },
    async writeLater(buffers, position) {
      await wait('write', path)
      this.write(buffers, position)
    },
    readSync: (into, offset, length, position) =>
      node.content.copy(into, offset, Math.min(position, node.content.length), position + length),
    async read(into, offset, length, position) {
      if (options.wait !== undefined) await wait('read', path)
      return node.content.copy(into, offset, Math.min(position, node.content.length), position + length)
    },
    async sync() {
      const { total } = node
      // What is written meanwhile is not covered; when the power fails before the end, nothing is.
      try {
        await wait('sync', path)
        changing('sync', path)
      } catch (error) {
        if (options.losesFailedSyncs && error instanceof DiskError) node.loseDirty(total)
        throw error
      }
      if (!isHonest(path)) return
      node.sync(total)
      syncNamesTo(path, node)
    },
    syncSync() {
      try {
        changing('sync', path)
      } catch (error) {
        if (options.losesFailedSyncs && error instanceof DiskError) node.loseDirty(node.total)
        throw error
      }
      if (!isHonest(path)) return
      node.sync()
      syncNamesTo(path, node)
    },
    truncate(length) {
      if (length === node.content.length) return
      changing('truncate', path)
      node.change({ kind: 'truncate', length })
    },
    close() {}
  })
  const open: Disk['open'] = (path, mode) => {
    const { directory, name } = parentOf(path)
    let node = directory.names.get(name)
    if (node instanceof DirectoryNode) throw new DiskError('OTHER', path, `${path}: is a directory`)
    if (node !== undefined) disk.onOpen?.(path)
    if (node === undefined) {
      if (mode !== 'create') throw missing(path)
      changing('create', path)
      node = new FileNode()
      directory.change({ removed: undefined, added: name, node })
    }
    return fileOf(path, node)
  }
  const move = (from: string, to: string) => {
    const { directory, name } = parentOf(from)
    const target = parentOf(to)
    const node = directory.names.get(name)
    if (node === undefined) throw missing(from)
    if (target.directory !== directory) throw new DiskError('OTHER', from, `${from}: moved to another directory`)
    changing('rename', to)
    directory.change({ removed: name, added: target.name, node })
  }
  const syncDirectory = (path: string) => {
    const directory = directoryAt(partsOf(path), path)
    changing('syncDirectory', path)
    if (isHonest(path)) directory.sync()
  }
  const lost = (node: Node, random: () => number): Node => {
    if (node instanceof FileNode) return new FileNode(node.survivor(random, pageBytes))
    const names = new Map(node.durable)
    // A journal keeps the order of names; other file systems do not.
    const journaled = Math.floor(random() * (node.changes.length + 1))
    const keepsOrder = random() < 0.5
    node.changes.forEach((change, n) => {
      if (keepsOrder ? n < journaled : random() < 0.5) rename(names, change)
    })
    const next = new DirectoryNode()
    for (const [name, each] of names) next.names.set(name, lost(each, random))
    next.durable = new Map(next.names)
    return next
  }
  const settle = (node: Node) => {
    node.sync()
    if (node instanceof DirectoryNode) for (const each of node.names.values()) settle(each)
  }
  const disk: SimDisk = {
    onChange: undefined,
    onOpen: undefined,
    powerLoss: (seed) => createSimDisk(options, lost(root, randomOf(seed)) as DirectoryNode),
    kill: () => createSimDisk(options, root.copy()),
    settle: () => settle(root),
    peek(path) {
      const node = nodeAt(partsOf(path))
      return node instanceof FileNode ? node.content : undefined
    },
    open,
    exists: (path) => nodeAt(partsOf(path)) !== undefined,
    stat(path) {
      const node = nodeAt(partsOf(path))
      if (node === undefined) return undefined
      const isDirectory = node instanceof DirectoryNode
      return { size: isDirectory ? 0 : node.content.length, modifiedMs: 0, isDirectory }
    },
    list: (path): DiskEntry[] =>
      [...directoryAt(partsOf(path), path).names].map(([name, node]) => ({
        name,
        isDirectory: node instanceof DirectoryNode
      })),
    makeDirectory(path) {
      let directory = root
      for (const name of partsOf(path)) {
        const found = directory.names.get(name)
        const node = found ?? new DirectoryNode()
        if (found === undefined) {
          changing('create', path)
          directory.change({ removed: undefined, added: name, node })
        }
        directory = node as DirectoryNode
      }
    },
    rename: move,
    remove(path) {
      const parts = partsOf(path)
      const directory = nodeAt(parts.slice(0, -1))
      const name = parts.at(-1) as string
      const node = directory instanceof DirectoryNode ? directory.names.get(name) : undefined
      if (node === undefined) return
      changing('remove', path)
      ;(directory as DirectoryNode).change({ removed: name, added: undefined, node })
    },
    readFile(path) {
      const node = nodeAt(partsOf(path))
      if (!(node instanceof FileNode)) throw missing(path)
      disk.onOpen?.(path)
      return Buffer.from(node.content)
    },
    writeFileAtomic(path, content) {
      const file = open(`${path}.tmp`, 'create')
      file.truncate(0)
      file.write([Buffer.from(content as Uint8Array)], 0)
      file.syncSync()
      move(`${path}.tmp`, path)
      syncDirectory(`${path}/..`)
    },
    syncDirectory,
    async syncDirectoryLater(path) {
      await (options.wait?.('sync', path) ?? microtasks())
      syncDirectory(path)
    },
    lock: async () => ({ release: () => {} }),
    volume: () => undefined,
    join: (...parts) => parts.filter((part) => part !== '').join('/')
  }
  return disk
}
