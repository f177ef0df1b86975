import type { Disk } from './env.ts'

/**
 * Are two names that differ only by case one file in this directory, as is usual on macOS and Windows? Asked of a file that is
 * there, whose name has letters: nothing is written, so that a full disk can be asked too.
 */
export function foldsCase(disk: Disk, directory: string, name: string): boolean {
  return disk.exists(disk.join(directory, name)) && disk.exists(disk.join(directory, otherCase(name)))
}

const otherCase = (name: string): string => {
  const upper = name.toUpperCase()
  return upper === name ? name.toLowerCase() : upper
}
