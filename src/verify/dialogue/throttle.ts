/*
 * A move of replicas that does not come to its end: the broker that is to copy is held back to a byte a second for one topic
 * (KIP-73). No process has to be stopped for it, and no other topic is touched.
 */
import { equal } from '../expect.ts'
import type { Topic, Trial } from '../trial.ts'
import { everywhere, move, placedTopic, threeOf } from './cluster.ts'
import { resource } from './configs.ts'
import { produceBody } from './produce.ts'
import { batchOf } from './records.ts'

const rate = 'follower.replication.throttled.rate'
/** More than a broker fetches from one partition at a time, in batches that a broker takes by default. */
const batchBytes = 900_000
const batches = 3

async function setRate(t: Trial, nodeId: number, value: string | null): Promise<void> {
  const configs = [{ name: rate, configOperation: value === null ? 1 : 0, value }]
  const resources = [{ resourceType: resource.broker, resourceName: `${nodeId}`, configs }]
  const { responses } = await t.quietlyAt(nodeId, 'IncrementalAlterConfigs', { resources, validateOnly: false })
  equal(responses[0]?.errorCode, 0, `set-up: error of ${rate} of broker ${nodeId}`)
  await t.until(`${rate} of broker ${nodeId} to be ${value}`, async () => {
    const asked = [{ resourceType: resource.broker, resourceName: `${nodeId}`, configurationKeys: [rate] }]
    const { results } = await t.quietlyAt(nodeId, 'DescribeConfigs', { resources: asked })
    const shown = results[0]?.configs.find(({ name }) => name === rate)
    return value === null ? shown?.value !== '1' : shown?.value === value
  })
}

interface Held {
  readonly configs?: Readonly<Record<string, string>>
  /** The second broker is added, and the first stays. */
  readonly grows?: boolean
}

/** Waits until every broker shows that partition 0 has these replicas, of which the one that is added is not in sync. */
export async function isStuck(t: Trial, topic: Topic, replicas: readonly number[]): Promise<void> {
  await everywhere(t, topic.name, `on its way to ${replicas.join()}`, ([shown]) => {
    return shown?.replicaNodes.join() === replicas.join() && shown.isrNodes.length === 1
  })
}

/**
 * Runs a script while partition 0 of a topic of two partitions moves from the broker under test to the second one and does not
 * get there. Checks that use it run alone, since they share the limit of those brokers.
 */
export async function stuckMove(
  t: Trial,
  script: (topic: Topic, release: () => Promise<void>) => Promise<void>,
  { configs = {}, grows = false }: Held = {}
): Promise<void> {
  const [a, b, c] = threeOf(t)
  const topic = await placedTopic(t, [[a], [a]], { ...configs, 'follower.replication.throttled.replicas': '*' })
  const records = batchOf(t, ['x'.repeat(batchBytes)])
  for (let count = 0; count < batches; count++) {
    const { responses } = await t.quietlyAt(a, 'Produce', produceBody(topic, records, { acks: 1 }), 9)
    equal(responses[0]?.partitionResponses[0]?.errorCode, 0, 'set-up: error of Produce')
  }
  const release = async () => {
    for (const nodeId of [b, c]) await setRate(t, nodeId, null)
  }
  try {
    for (const nodeId of [b, c]) await setRate(t, nodeId, '1')
    const target = grows ? [a, b] : [b]
    await move(t, topic.name, target)
    await isStuck(t, topic, grows ? [a, b] : [b, a])
    await script(topic, release)
  } finally {
    await release()
  }
}
