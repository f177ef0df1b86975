/*
 * An in-memory disk. The memory store is the file store on top of this. Does not use the platform.
 */
import { type Disk, type DiskEntry, DiskError, type DiskFile } from '../../env/index.ts'

const blockBytes = 64 * 1024

/** Stores bytes in blocks, so that a growing file is never copied. */
class MemoryContent {
  readonly #blocks: Buffer[] = []
  readonly #wallMs: () => number
  size = 0
  /** Time of the last change, as on a real disk; it dates segments without timestamps. */
  modifiedMs: number

  constructor(wallMs: () => number) {
    this.#wallMs = wallMs
    this.modifiedMs = wallMs()
  }

  write(bytes: Uint8Array, position: number): void {
    this.modifiedMs = this.#wallMs()
    for (let done = 0; done < bytes.length; ) {
      const at = position + done
      const index = Math.floor(at / blockBytes)
      const within = at % blockBytes
      const piece = Math.min(blockBytes - within, bytes.length - done)
      this.#blockOf(index, within + piece).set(bytes.subarray(done, done + piece), within)
      done += piece
    }
    this.size = Math.max(this.size, position + bytes.length)
  }

  /** Small files use small blocks; otherwise ten thousand partitions would cost 64 KiB each. */
  #blockOf(index: number, needed: number): Buffer {
    while (this.#blocks.length < index) this.#blocks.push(Buffer.alloc(0))
    const block = this.#blocks[index]
    if (block !== undefined && block.length >= needed) return block
    let capacity = Math.max(256, block?.length ?? 0)
    while (capacity < needed) capacity *= 2
    const larger = Buffer.alloc(Math.min(blockBytes, capacity))
    block?.copy(larger)
    this.#blocks[index] = larger
    return larger
  }

  read(into: Uint8Array, offset: number, length: number, position: number): number {
    const total = Math.max(0, Math.min(length, this.size - position))
    for (let done = 0; done < total; ) {
      const at = position + done
      const within = at % blockBytes
      const piece = Math.min(blockBytes - within, total - done)
      const block = this.#blocks[Math.floor(at / blockBytes)]
      const source = block?.subarray(within, within + piece)
      into.fill(0, offset + done, offset + done + piece)
      if (source !== undefined) into.set(source, offset + done)
      done += piece
    }
    return total
  }

  truncate(length: number): void {
    if (length !== this.size) this.modifiedMs = this.#wallMs()
    const blocks = Math.ceil(length / blockBytes)
    this.#blocks.length = Math.min(this.#blocks.length, blocks)
    if (length < this.size && length % blockBytes !== 0) this.#blocks[blocks - 1]?.fill(0, length % blockBytes)
    this.size = length
  }
}

class MemoryFile implements DiskFile {
  readonly path: string
  readonly #content: MemoryContent
  readonly #wallMs: () => number

  constructor(path: string, content: MemoryContent, wallMs: () => number) {
    this.path = path
    this.#content = content
    this.#wallMs = wallMs
  }

  size(): number {
    return this.#content.size
  }

  write(buffers: readonly Uint8Array[], position: number): void {
    let at = position
    for (const buffer of buffers) {
      this.#content.write(buffer, at)
      at += buffer.length
    }
    this.#content.modifiedMs = this.#wallMs()
  }

  async writeLater(buffers: readonly Uint8Array[], position: number): Promise<void> {
    this.write(buffers, position)
  }

  readSync(into: Uint8Array, offset: number, length: number, position: number): number {
    return this.#content.read(into, offset, length, position)
  }

  async read(into: Uint8Array, offset: number, length: number, position: number): Promise<number> {
    return this.#content.read(into, offset, length, position)
  }

  async sync(): Promise<void> {}

  syncSync(): void {}

  truncate(length: number): void {
    this.#content.truncate(length)
  }

  close(): void {}
}

class MemoryDirectory {
  readonly entries = new Map<string, MemoryContent | MemoryDirectory>()
}

/** A tree, so that a directory can be renamed, listed or removed without visiting any other. */
class MemoryTree {
  readonly #root = new MemoryDirectory()

  at(path: string): MemoryContent | MemoryDirectory | undefined {
    let found: MemoryContent | MemoryDirectory | undefined = this.#root
    for (const name of namesOf(path)) found = found instanceof MemoryDirectory ? found.entries.get(name) : undefined
    return found
  }

  /** The parent directory of the path, and the last part of the path. Creates missing parents. */
  place(path: string): { readonly directory: MemoryDirectory; readonly name: string } {
    const names = namesOf(path)
    const name = names.pop() ?? ''
    let directory = this.#root
    for (const each of names) {
      let next = directory.entries.get(each)
      if (!(next instanceof MemoryDirectory)) {
        next = new MemoryDirectory()
        directory.entries.set(each, next)
      }
      directory = next
    }
    return { directory, name }
  }

  /** Returns false if there is nothing to rename. */
  rename(from: string, to: string): boolean {
    const { directory, name } = this.place(from)
    const found = directory.entries.get(name)
    if (found === undefined) return false
    directory.entries.delete(name)
    const target = this.place(to)
    target.directory.entries.set(target.name, found)
    return true
  }
}

const namesOf = (path: string): string[] => path.split('/').filter((name) => name !== '')

/** Clients see unknown sizes, as for a volume whose size cannot be determined. */
const noVolume = () => undefined

export function createMemoryDisk(wallMs: () => number): Disk {
  const tree = new MemoryTree()
  const missing = (path: string) => new DiskError('NOT_FOUND', path, `${path}: no such file or directory`)
  const join = (...parts: string[]) => parts.filter((part) => part !== '').join('/')
  const fileAt = (path: string): MemoryContent => {
    const found = tree.at(path)
    if (!(found instanceof MemoryContent)) throw missing(path)
    return found
  }
  const open = (path: string, mode: 'read' | 'write' | 'create'): DiskFile => {
    if (mode === 'create' && tree.at(path) === undefined) {
      const { directory, name } = tree.place(path)
      directory.entries.set(name, new MemoryContent(wallMs))
    }
    return new MemoryFile(path, fileAt(path), wallMs)
  }
  return {
    open,
    exists: (path) => tree.at(path) !== undefined,
    stat(path) {
      const found = tree.at(path)
      if (found === undefined) return undefined
      if (found instanceof MemoryDirectory) return { size: 0, modifiedMs: 0, isDirectory: true }
      return { size: found.size, modifiedMs: found.modifiedMs, isDirectory: false }
    },
    list(path): DiskEntry[] {
      const found = tree.at(path)
      if (!(found instanceof MemoryDirectory)) return []
      return [...found.entries].map(([name, entry]) => ({ name, isDirectory: entry instanceof MemoryDirectory }))
    },
    makeDirectory(path) {
      const { directory, name } = tree.place(path)
      if (!directory.entries.has(name)) directory.entries.set(name, new MemoryDirectory())
    },
    rename(from, to) {
      if (!tree.rename(from, to)) throw missing(from)
    },
    remove(path) {
      const { directory, name } = tree.place(path)
      directory.entries.delete(name)
    },
    readFile(path) {
      const content = fileAt(path)
      const bytes = Buffer.alloc(content.size)
      content.read(bytes, 0, content.size, 0)
      return bytes
    },
    writeFileAtomic(path, content) {
      const file = open(path, 'create')
      const bytes = typeof content === 'string' ? Buffer.from(content) : content
      file.truncate(0)
      file.write([bytes], 0)
    },
    syncDirectory: () => {},
    syncDirectoryLater: async () => {},
    lock: async () => ({ release: () => {} }),
    volume: noVolume,
    join
  }
}
