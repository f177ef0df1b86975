import { join, relative, sep } from 'node:path'
import type { Disk } from '../../src/env/index.ts'

/** The disk as it is on macOS and Windows below one directory: names keep their case, and are found by any. */
export function foldingDisk(disk: Disk, root: string): Disk {
  const real = (path: string): string => {
    const below = relative(root, path)
    if (below === '' || below.startsWith('..')) return path
    let at = root
    for (const part of below.split(sep)) {
      const names = disk.stat(at)?.isDirectory ? disk.list(at).map(({ name }) => name) : []
      at = join(at, names.find((name) => name.toLowerCase() === part.toLowerCase()) ?? part)
    }
    return at
  }
  return {
    ...disk,
    open: (path, mode) => disk.open(real(path), mode),
    exists: (path) => disk.exists(real(path)),
    stat: (path) => disk.stat(real(path)),
    list: (path) => disk.list(real(path)),
    makeDirectory: (path) => disk.makeDirectory(real(path)),
    // A name may be changed into another case of itself.
    rename: (from, to) => disk.rename(real(from), real(from).toLowerCase() === to.toLowerCase() ? to : real(to)),
    remove: (path) => disk.remove(real(path)),
    readFile: (path) => disk.readFile(real(path)),
    writeFileAtomic: (path, content) => disk.writeFileAtomic(real(path), content),
    syncDirectory: (path) => disk.syncDirectory(real(path)),
    syncDirectoryLater: (path) => disk.syncDirectoryLater(real(path))
  }
}
