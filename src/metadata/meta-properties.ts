import type { Disk } from '../env/index.ts'

/**
 * The contents of meta.properties, which marks a directory as belonging to one broker of one cluster
 * (org.apache.kafka.metadata.properties.MetaProperties).
 */
interface MetaProperties {
  readonly clusterId: string | undefined
  readonly nodeId: number | undefined
  readonly directoryId: string | undefined
  /** The directory belongs to a broker whose metadata is elsewhere: in etcd, or with another broker of its process. */
  readonly isMember: boolean
}

/** Our own property, which Kafka ignores. */
const memberLine = ['ottla.metadata', 'elsewhere'] as const

const fileName = 'meta.properties'

/** Unescapes a value of a Java properties file: `\\uXXXX`, `\\t` and the like, and any other escaped character. */
function unescaped(value: string): string {
  return value.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_all, hex: string | undefined, plain: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
    return controls[plain] ?? plain
  })
}

const controls: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' }

/** Escapes a value for `java.util.Properties`. A leading blank would be skipped, and other characters would end a key. */
function escaped(value: string): string {
  return value
    .replace(/[\\=:#!]|^ /g, '\\$&')
    .replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/**
 * Reads version 0 (with ZooKeeper) or 1 (KRaft). Undefined if there is no file. @throws DiskError, or Error that names the file
 */
export function readMetaProperties(disk: Disk, directory: string): MetaProperties | undefined {
  const path = disk.join(directory, fileName)
  if (!disk.exists(path)) return undefined
  const values = new Map<string, string>()
  for (const line of Buffer.from(disk.readFile(path)).toString('latin1').split(/\r?\n/)) {
    const match = /^\s*([^#!=:\s]+)\s*[=:]\s*(.*)$/.exec(line)
    if (match !== null) values.set(match[1] as string, unescaped(match[2] as string))
  }
  const version = values.get('version')
  if (version === undefined)
    throw new Error(
      `${path} is damaged: it has no version. Restore it, or delete it: a directory of Ottla makes it again from its metadata`
    )
  if (version !== '0' && version !== '1') throw new Error(`${path} has version ${version}: only 0 and 1 are known`)
  const node = values.get('node.id') ?? values.get('broker.id')
  if (node !== undefined && !/^\d{1,10}$/.test(node)) throw new Error(`${path} has node.id ${node}: not a number`)
  return {
    clusterId: values.get('cluster.id'),
    nodeId: node === undefined ? undefined : Number(node),
    directoryId: values.get('directory.id'),
    isMember: values.get(memberLine[0]) === memberLine[1]
  }
}

/** Writes the file as Kafka does, atomically. */
export function writeMetaProperties(
  disk: Disk,
  directory: string,
  values: {
    readonly clusterId: string
    readonly nodeId: number
    readonly directoryId: string
    readonly isMember?: boolean | undefined
  }
): void {
  const lines = [
    'version=1',
    `cluster.id=${escaped(values.clusterId)}`,
    `node.id=${values.nodeId}`,
    `directory.id=${values.directoryId}`,
    ...(values.isMember ? [memberLine.join('=')] : [])
  ]
  disk.writeFileAtomic(disk.join(directory, fileName), `${lines.join('\n')}\n`)
}
