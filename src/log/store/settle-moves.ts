/*
 * Settles, at startup, interrupted moves between log directories: a copy whose log is gone takes its place, an unneeded copy is
 * removed, and a partition found in two directories stops the startup. Opens no log.
 */
import { type Disk, type Logger, OttlaError, unlessRefused } from '../../env/index.ts'
import { copiesIn, type FoundPartition, partitionsIn, removedIn } from './partition-directories.ts'

const keyOf = ({ topic, partition, topicId }: FoundPartition) => `${topic}-${partition} ${topicId}`

/**
 * `directories`: the paths of all that can be used. `areAll`: no other one is missing, so that a copy whose log is not found is all
 * that is left of it. `isKnown`: the partition is one of this broker's. Directories that cannot be read are left to those who open them.
 * @throws OttlaError DATA_DIR_UNREADABLE for a partition that is in two directories, as kafka.log.LogManager#loadLog does
 */
export function settleMoves(
  disk: Disk,
  directories: readonly string[],
  { areAll, isKnown, logger }: { areAll: boolean; isKnown: (found: FoundPartition) => boolean; logger: Logger }
): void {
  const find = (findIn: typeof partitionsIn) =>
    directories.flatMap((directory) => unlessRefused(() => findIn(disk, directory), []))
  const logs = new Map<string, FoundPartition>()
  for (const place of find(partitionsIn).filter(isKnown)) {
    const other = logs.get(keyOf(place))
    if (other !== undefined) throw foundTwice(disk, place, other)
    logs.set(keyOf(place), place)
  }
  const copies = find(copiesIn)
  if (copies.length === 0) return
  const replaced = new Set(find(removedIn).map(keyOf))
  for (const copy of copies) {
    const log = logs.get(keyOf(copy))
    // A copy that was barely started may not name its topic; one that can take over does.
    if (copy.topicId === undefined || log?.directory === copy.directory) {
      unlessRefused(() => disk.remove(disk.join(copy.directory, copy.name)), undefined)
      continue
    }
    if (log !== undefined || !isKnown(copy)) continue
    if (replaced.has(keyOf(copy)) || areAll) {
      unlessRefused(() => promote(disk, copy, logger), undefined)
      logs.set(keyOf(copy), copy)
    }
  }
}

/** @throws DiskError */
function promote(disk: Disk, { directory, topic, partition, name }: FoundPartition, logger: Logger): void {
  disk.rename(disk.join(directory, name), disk.join(directory, `${topic}-${partition}`))
  disk.syncDirectory(directory)
  logger.warn('finishing an interrupted move to this log directory', { directory, topic, partition })
}

function foundTwice(disk: Disk, a: FoundPartition, b: FoundPartition): OttlaError {
  const [one, two] = [a, b].map(({ directory, name }) => disk.join(directory, name))
  return new OttlaError(
    'DATA_DIR_UNREADABLE',
    `partition ${a.topic}-${a.partition} is in two log directories, ${one} and ${two}; remove the stale copy, such as the one on a disk that had failed`
  )
}
