/*
 * Joins a broker to the cluster in an etcd: opens the store, checks the cluster id, which the first broker sets, and claims the
 * broker id.
 */

import type { BrokerConfig } from '../config/index.ts'
import { type Env, type Logger, type Meters, OttlaError } from '../env/index.ts'
import {
  type EtcdAddress,
  type EtcdFiles,
  hasKafkaMetadata,
  hasLocalMetadata,
  isCarryUnfinished,
  isMigrated,
  keys,
  loadEtcd,
  type MetadataStore,
  parseEtcdAddress,
  readMetaProperties,
  shownEtcd
} from '../metadata/index.ts'
import { boot, type Running } from './boot.ts'
import type { Seat } from './seat.ts'
import { type ResolvedSettings, resolveSettings, type StartOptions } from './settings.ts'

/** Like `boot`, for a standalone broker or, where `metadata` names an etcd, for one broker of that cluster. */
export async function bootSeated(options: StartOptions, env: Env, log: Logger, meters?: Meters): Promise<Running> {
  if (options.metadata === undefined) return boot(options, env, log, meters)
  const seat = await takeSeat(options.metadata, resolveSettings(options), env, log, options.signal)
  try {
    return await boot(options, env, log, meters, seat)
  } catch (error) {
    await seat.metadata.close()
    throw error
  }
}

async function takeSeat(
  address: string,
  settings: ResolvedSettings,
  env: Env,
  log: Logger,
  signal: AbortSignal | undefined
): Promise<Seat> {
  const { brokerId } = settings
  if (brokerId === undefined)
    throw new OttlaError('BAD_CONFIG', 'each broker of a cluster needs its own id: set --node-id or node.id')
  const etcd = parseEtcdAddress(address)
  const metadata = await openStore(etcd, settings.config, env, log, signal)
  try {
    return { brokerId, metadata, clusterId: await clusterIdIn(metadata, shownEtcd(etcd), settings, env) }
  } catch (error) {
    await metadata.close()
    throw error
  }
}

function filesOf(config: BrokerConfig, { isSecure }: EtcdAddress): EtcdFiles {
  const names = ['ottla.etcd.ca.file', 'ottla.etcd.certificate.file', 'ottla.etcd.key.file'] as const
  const named = names.find((name) => config.string(name) !== '')
  if (named !== undefined && !isSecure)
    throw new OttlaError('BAD_CONFIG', `${named} is set, but the metadata store is not reached over TLS: use etcds://`)
  const [ca, certificate, key] = names.map((name) => config.string(name) || undefined)
  return { ca, certificate, key }
}

/** Rejects with OttlaError. */
export async function openStore(
  address: EtcdAddress,
  config: BrokerConfig,
  env: Env,
  log: Logger,
  signal?: AbortSignal
): Promise<MetadataStore> {
  const files = filesOf(config, address)
  const { EtcdMetadataStore } = await loadEtcd()
  try {
    return await EtcdMetadataStore.open({ env, log, address, files, signal })
  } catch (error) {
    if (!(error instanceof Error) || error instanceof OttlaError) throw error
    const place = shownEtcd(address)
    const message = `the metadata store ${place} cannot be used: ${error.message}`
    throw new OttlaError('METADATA_UNREACHABLE', message, { cause: error })
  }
}

async function clusterIdIn(
  metadata: MetadataStore,
  place: string,
  { clusterId, dataDirs }: ResolvedSettings,
  env: Env
): Promise<string> {
  const find = async () => (await metadata.get(keys.clusterId))?.value
  let found = await find()
  if (found === undefined) {
    if (await isCarryUnfinished(metadata))
      throw new OttlaError(
        'BAD_CONFIG',
        'a migration into this metadata store is unfinished: let ottla migrate finish first'
      )
    for (const path of dataDirs) mustBeFree(env, path, clusterId, place)
    const operation = { put: keys.clusterId, value: clusterId ?? env.random.uuid() }
    const nobody = [keys.clusterId, keys.carried].map((key) => ({ key, exists: false }))
    const { error } = await metadata.transaction(nobody, [operation])
    found = await find()
    if (found === undefined)
      throw new OttlaError('METADATA_UNREACHABLE', `could not store the cluster id: ${error ?? 'it is gone'}`)
  }
  if (clusterId !== undefined && clusterId !== found)
    throw new OttlaError(
      'BAD_CONFIG',
      `the metadata store belongs to cluster ${found}, but the configured cluster id is ${clusterId}`
    )
  return found
}

/**
 * Does not create a cluster for a directory that belongs to another one: a mistyped address must leave nothing behind, and `ottla
 * migrate` needs an empty prefix. @throws OttlaError DATA_DIR_UNREADABLE
 */
function mustBeFree({ disk }: Env, path: string, clusterId: string | undefined, place: string): void {
  const refuse = (why: string) =>
    new OttlaError('DATA_DIR_UNREADABLE', `the data directory cannot be used: ${path} ${why}`)
  const owner = ownerOf(disk, path)
  if (owner === undefined) return
  if (owner.keepsMetadata) throw refuse('holds its own metadata; use ottla migrate to move it into a new cluster')
  if (owner.clusterId !== undefined && owner.clusterId !== clusterId)
    throw refuse(
      `belongs to cluster ${owner.clusterId}, and there is no cluster at ${place}: give the address that it was started with, or restore etcd from its backup`
    )
}

/** Undefined if it cannot be read, which is reported when the directory is taken. */
function ownerOf(disk: Env['disk'], path: string) {
  try {
    const keepsMetadata = (hasLocalMetadata(disk, path) && !isMigrated(disk, path)) || hasKafkaMetadata(disk, path)
    return { keepsMetadata, clusterId: readMetaProperties(disk, path)?.clusterId }
  } catch {
    return undefined
  }
}
