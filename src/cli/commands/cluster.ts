import { placeOf } from '../../client/index.ts'
import { type ApiVersionsResponse, apiByKey, errorCodes } from '../../protocol/index.ts'
import { brokerError, type Cluster } from '../client/cluster.ts'
import type { Output } from '../output.ts'
import { type Command, clusterOptions, command, withCluster } from './common.ts'

/** ApiVersions v3 tells of features (KIP-584); older brokers have none. */
const featuresVersion = 3

interface Feature {
  readonly feature: string
  /** What the cluster uses now; null where a feature is not used. */
  readonly level: number | null
  readonly minVersion: number
  readonly maxVersion: number
}

async function versionsOf(cluster: Cluster): Promise<ApiVersionsResponse> {
  const broker = await cluster.any()
  const hasFeatures = broker.versionOf('ApiVersions') >= featuresVersion
  const client = hasFeatures ? { clientSoftwareName: 'ottla-cli', clientSoftwareVersion: '1' } : {}
  const answer = await broker.call('ApiVersions', client)
  if (answer.errorCode !== errorCodes.NONE) throw brokerError('API versions', answer.errorCode)
  return answer
}

function featuresOf({ supportedFeatures = [], finalizedFeatures = [] }: ApiVersionsResponse): Feature[] {
  const levels = new Map(finalizedFeatures.map(({ name, maxVersionLevel }) => [name, maxVersionLevel]))
  return supportedFeatures
    .map(({ name, minVersion, maxVersion }) => ({
      feature: name,
      level: levels.get(name) ?? null,
      minVersion,
      maxVersion
    }))
    .sort((a, b) => (a.feature < b.feature ? -1 : 1))
}

async function show(json: boolean, apis: boolean, cluster: Cluster, out: Output): Promise<void> {
  const { brokers, controllerId, clusterId = null } = await cluster.metadata([])
  const versions = await versionsOf(cluster)
  const features = featuresOf(versions)
  const ranges = versions.apiKeys
    .map(({ apiKey, minVersion, maxVersion }) => ({
      api: apiByKey(apiKey)?.name ?? String(apiKey),
      apiKey,
      minVersion,
      maxVersion
    }))
    .sort((a, b) => a.apiKey - b.apiKey)
  const nodes = [...brokers].sort((a, b) => a.nodeId - b.nodeId)
  const controller = controllerId === undefined || controllerId < 0 ? null : controllerId
  if (json) {
    const list = nodes.map(({ nodeId, host, port, rack = null }) => ({ broker: nodeId, host, port, rack }))
    out.json({ clusterId, controller, brokers: list, features, apis: ranges })
    return
  }
  out.line(`cluster ${clusterId ?? 'without an id'}, controller ${controller ?? 'unknown'}`)
  out.line('')
  out.table(
    ['BROKER', 'ADDRESS', 'RACK'],
    nodes.map((node) => [node.nodeId, placeOf(node), node.rack ?? '-'])
  )
  if (features.length > 0) {
    out.line('')
    out.table(
      ['FEATURE', 'LEVEL', 'SUPPORTED'],
      features.map(({ feature, level, minVersion, maxVersion }) => [
        feature,
        level ?? '-',
        `${minVersion}-${maxVersion}`
      ])
    )
  }
  out.line('')
  if (apis)
    out.table(
      ['API', 'KEY', 'VERSIONS'],
      ranges.map(({ api, apiKey, minVersion, maxVersion }) => [api, apiKey, `${minVersion}-${maxVersion}`])
    )
  else out.line(`${ranges.length} APIs; --apis lists them with their versions`)
}

export const commands: readonly Command[] = [
  command(
    'cluster',
    'Brokers, controller, cluster id, features and API versions',
    (y) =>
      clusterOptions(y)
        .option('apis', { type: 'boolean', default: false, describe: 'List the APIs and their versions' })
        .example('$0 cluster', '')
        .example('$0 cluster --apis', ''),
    (args) => withCluster(args.bootstrap, (cluster, out) => show(args.json, args.apis, cluster, out))
  )
]
