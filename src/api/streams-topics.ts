/*
 * The topics of a Kafka Streams application: determines them, and creates the internal ones with the permissions of the
 * requesting member (kafka.server.AutoTopicCreationManager#createStreamsInternalTopics).
 */
import type { PlannedTopic } from '../controller/index.ts'
import { isFailure } from '../protocol/index.ts'
import { mayOnCluster } from './cluster-rights.ts'
import type { RequestContext } from './context.ts'
import { tellTopics } from './tell.ts'

interface InternalTopic {
  readonly name: string
  readonly partitions: number
  /** 0 uses the broker's default. */
  readonly replicationFactor: number
  readonly configs: ReadonlyMap<string, string>
}

interface Status {
  readonly statusCode: number
  readonly statusDetail: string
}

interface Subtopology {
  readonly sourceTopics: readonly string[]
  readonly repartitionSinkTopics: readonly string[]
  readonly repartitionSourceTopics: readonly { readonly name: string }[]
  readonly stateChangelogTopics: readonly { readonly name: string }[]
}

/** Every topic that the topology reads or writes; may contain duplicates. */
export const topicsOf = (subtopologies: readonly Subtopology[]): string[] =>
  subtopologies.flatMap((subtopology) => [
    ...subtopology.sourceTopics,
    ...subtopology.repartitionSinkTopics,
    ...subtopology.repartitionSourceTopics.map(({ name }) => name),
    ...subtopology.stateChangelogTopics.map(({ name }) => name)
  ])

const missingInternalTopics = 3
const toldMax = 3

/**
 * Creates missing topics, or adds the reason to the status. The member is still told that topics are missing; its next heartbeat
 * will find them.
 */
export async function makeInternalTopics(
  missing: readonly InternalTopic[],
  status: readonly Status[],
  context: RequestContext
): Promise<readonly Status[]> {
  if (missing.length === 0) return status
  const names = missing.map(({ name }) => name)
  const forbidden = mayOnCluster(context, 'CREATE') ? [] : names.filter((name) => !context.may('CREATE', 'TOPIC', name))
  if (forbidden.length > 0) return withDetail(status, `Unauthorized to CREATE on topics ${forbidden.join(', ')}.`)
  const faults: string[] = []
  const planned: PlannedTopic[] = []
  for (const { name, partitions, replicationFactor, configs } of missing) {
    const plan = context.topics.plan({
      name,
      partitions,
      replicationFactor: replicationFactor === 0 ? -1 : replicationFactor,
      assignments: [],
      configs
    })
    if (!isFailure(plan)) planned.push(plan)
    else if (plan.error !== 'TOPIC_ALREADY_EXISTS') faults.push(`${name} (${plan.message ?? plan.error})`)
  }
  const made: string[] = []
  const failures = planned.length === 0 ? [] : await context.topics.create(planned)
  for (const [index, { name }] of planned.entries()) {
    const failure = failures[index] ?? null
    if (failure === null) made.push(name)
    else if (failure.error !== 'TOPIC_ALREADY_EXISTS') faults.push(`${name} (${failure.message ?? failure.error})`)
  }
  if (made.length > 0) tellTopics(context, 'created', made, {})
  if (faults.length === 0) return status
  const more = faults.length > toldMax ? ` and ${faults.length - toldMax} more` : ''
  return withDetail(status, `Creation failed: ${faults.slice(0, toldMax).join(', ')}${more}.`)
}

const withDetail = (status: readonly Status[], detail: string): Status[] =>
  status.map(({ statusCode, statusDetail }) => ({
    statusCode,
    statusDetail: statusCode === missingInternalTopics ? `${statusDetail}; ${detail}` : statusDetail
  }))
