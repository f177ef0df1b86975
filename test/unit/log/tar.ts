import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const blockBytes = 512

/** Files of a `.tar.gz` of plain files and directories, by path. */
export function readTar(bytes: Uint8Array): Map<string, Buffer> {
  const tar = gunzipSync(bytes)
  const files = new Map<string, Buffer>()
  const text = (at: number, length: number) => tar.toString('utf8', at, at + length).replace(/\0.*$/s, '')
  for (let at = 0; at + blockBytes <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12), 8)
    const content = tar.subarray(at + blockBytes, at + blockBytes + size)
    if (text(at + 156, 1) !== '5') files.set(text(at, 100), content)
    at += blockBytes + Math.ceil(size / blockBytes) * blockBytes
  }
  return files
}

/** Writes the files below `prefix` into a directory. */
export function unpack(files: ReadonlyMap<string, Buffer>, prefix: string, directory: string): void {
  for (const [path, content] of files) {
    if (!path.startsWith(prefix)) continue
    const to = join(directory, path.slice(prefix.length))
    mkdirSync(dirname(to), { recursive: true })
    writeFileSync(to, content)
  }
}
