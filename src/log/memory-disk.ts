/*
 * Owns files that live in memory, with the interface of a disk: the memory store is the file store on it.
 * Called by the embedding API and tests. Never touches the platform.
 */
import { type Disk, type DiskEntry, DiskError, type DiskFile } from '../env/index.ts'

const blockBytes = 64 * 1024

/** Bytes in blocks, so that a growing file is never copied. */
class MemoryContent {
  readonly #blocks: Buffer[] = []
  size = 0
  modifiedMs = 0

  write(bytes: Uint8Array, position: number): void {
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

  /** Small files keep small blocks: ten thousand partitions would otherwise cost 64 KiB each. */
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

export function createMemoryDisk(wallMs: () => number): Disk {
  const files = new Map<string, MemoryContent>()
  const directories = new Set<string>()
  const missing = (path: string) => new DiskError('NOT_FOUND', path, `${path}: no such file or directory`)
  const join = (...parts: string[]) => parts.filter((part) => part !== '').join('/')
  const isDirectory = (path: string) => directories.has(path)
  const list = (directory: string): DiskEntry[] => {
    const prefix = `${directory}/`
    const inside = (path: string) => path.startsWith(prefix) && !path.slice(prefix.length).includes('/')
    return [
      ...[...files.keys()].filter(inside).map((path) => ({ name: path.slice(prefix.length), isDirectory: false })),
      ...[...directories].filter(inside).map((path) => ({ name: path.slice(prefix.length), isDirectory: true }))
    ]
  }
  const remove = (path: string) => {
    files.delete(path)
    if (!directories.delete(path)) return
    for (const each of [...files.keys()]) if (each.startsWith(`${path}/`)) files.delete(each)
    for (const each of [...directories]) if (each.startsWith(`${path}/`)) directories.delete(each)
  }
  const moveFile = (from: string, to: string) => {
    const content = files.get(from)
    if (content === undefined) throw missing(from)
    files.delete(from)
    files.set(to, content)
  }
  const moveDirectory = (from: string, to: string) => {
    directories.delete(from)
    directories.add(to)
    for (const each of [...files.keys()]) if (each.startsWith(`${from}/`)) moveFile(each, to + each.slice(from.length))
  }
  const open = (path: string, mode: 'read' | 'write' | 'create'): DiskFile => {
    let content = files.get(path)
    if (content === undefined) {
      if (mode !== 'create') throw missing(path)
      content = new MemoryContent()
      content.modifiedMs = wallMs()
      files.set(path, content)
    }
    return new MemoryFile(path, content, wallMs)
  }
  return {
    open,
    exists: (path) => files.has(path) || isDirectory(path),
    stat(path) {
      const content = files.get(path)
      if (content !== undefined) return { size: content.size, modifiedMs: content.modifiedMs, isDirectory: false }
      return isDirectory(path) ? { size: 0, modifiedMs: 0, isDirectory: true } : undefined
    },
    list,
    makeDirectory: (path) => void directories.add(path),
    rename: (from, to) => (isDirectory(from) ? moveDirectory(from, to) : moveFile(from, to)),
    remove,
    readFile(path) {
      const content = files.get(path)
      if (content === undefined) throw missing(path)
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
    lock: async () => ({ release: () => {} }),
    volume: () => ({ totalBytes: Number.MAX_SAFE_INTEGER, usableBytes: Number.MAX_SAFE_INTEGER }),
    join
  }
}
