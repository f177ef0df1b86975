import type { Disk } from '../env/index.ts'

/** What the file says that marks a directory as that of one broker of one cluster (org.apache.kafka.metadata.properties.MetaProperties). */
export interface MetaProperties {
  readonly clusterId: string | undefined
  readonly nodeId: number | undefined
  readonly directoryId: string | undefined
}

const fileName = 'meta.properties'

/** Version 0 (with ZooKeeper) and 1 (KRaft). Undefined when there is no file. @throws DiskError, or Error that names the file. */
export function readMetaProperties(disk: Disk, directory: string): MetaProperties | undefined {
  const path = disk.join(directory, fileName)
  if (!disk.exists(path)) return undefined
  const values = new Map<string, string>()
  for (const line of Buffer.from(disk.readFile(path)).toString().split(/\r?\n/)) {
    const match = /^\s*([^#!=:\s]+)\s*[=:]\s*(.*?)\s*$/.exec(line)
    if (match !== null) values.set(match[1] as string, match[2] as string)
  }
  const version = values.get('version')
  if (version !== '0' && version !== '1') throw new Error(`${path} has version ${version}: only 0 and 1 are known`)
  const node = values.get('node.id') ?? values.get('broker.id')
  if (node !== undefined && !/^\d{1,10}$/.test(node)) throw new Error(`${path} has node.id ${node}: not a number`)
  return {
    clusterId: values.get('cluster.id'),
    nodeId: node === undefined ? undefined : Number(node),
    directoryId: values.get('directory.id')
  }
}

/** Writes it as Kafka does, atomically. */
export function writeMetaProperties(
  disk: Disk,
  directory: string,
  values: { readonly clusterId: string; readonly nodeId: number; readonly directoryId: string }
): void {
  const lines = [
    'version=1',
    `cluster.id=${values.clusterId}`,
    `node.id=${values.nodeId}`,
    `directory.id=${values.directoryId}`
  ]
  disk.writeFileAtomic(disk.join(directory, fileName), `${lines.join('\n')}\n`)
}
