/** Final check after healing: every replica is in sync, with the same bytes, epochs, producers and log start offset as its leader. */
import type { Partition } from '../../../src/replica/index.ts'
import type { ClusterScene } from './cluster-scene.ts'
import type { Copies } from './copies.ts'

/** Time after everything was read within which all replicas must be in sync and identical. */
const alikeMs = 30_000

export async function checkReplicas(scene: ClusterScene, copies: Copies): Promise<void> {
  await scene.world.until(
    () => differences(scene).length === 0,
    alikeMs,
    () => `replicas are alike: ${differences(scene).slice(0, 5).join('; ')}`
  )
  copies.checkWhole()
}

function differences(scene: ClusterScene): string[] {
  const found: string[] = []
  for (const { name, topicId, partitions } of scene.image.topics) {
    for (const [n, { replicas, isr, leader, adding, removing }] of partitions.entries()) {
      const where = `${name}-${n}`
      if (isr.length < replicas.length || adding.length + removing.length > 0) {
        found.push(`${where}: ${isr} of ${replicas} in sync, adding ${adding}, removing ${removing}`)
        continue
      }
      const first = scene.replica(leader, name, topicId, n)
      if (first === undefined || !first.isLeader) found.push(`${where}: ${leader} does not lead`)
      else
        for (const id of replicas) {
          const why = difference(first, scene.replica(id, name, topicId, n))
          if (why !== undefined) found.push(`${where}: broker ${id} ${why}`)
        }
    }
  }
  return found
}

function difference(leader: Partition, replica: Partition | undefined): string | undefined {
  if (replica === undefined) return 'has nothing'
  // As in Kafka, a former leader may have deleted more records than this leader learned of before its election.
  if (replica.logStartOffset < leader.logStartOffset)
    return `begins at ${replica.logStartOffset}, its leader at ${leader.logStartOffset}`
  for (const what of ['leaderEpoch', 'logEndOffset', 'highWatermark'] as const)
    if (replica[what] !== leader[what]) return `has ${what} ${replica[what]}, its leader ${leader[what]}`
  let begin = leader.logStartOffset
  for (let epoch = 0; epoch <= leader.leaderEpoch; epoch++) {
    const [own, led] = [replica.endOfEpoch(epoch), leader.endOfEpoch(epoch)]
    // Followers only learn of epochs that have records.
    const hasRecords = led.leaderEpoch === epoch && led.endOffset > begin
    begin = Math.max(begin, led.endOffset)
    if (hasRecords && (own.endOffset !== led.endOffset || own.leaderEpoch !== epoch))
      return `has epoch ${epoch} up to ${own.endOffset}, its leader up to ${led.endOffset}`
  }
  const [own, led] = [producersOf(replica), producersOf(leader)]
  // As in Kafka, a replica that restarted after deleted records does not know their producers. It may be the leader now.
  const mayLack = leader.logStartOffset > 0
  const isKnown = (here: ReadonlyMap<string, string>) => (id: string) => !mayLack || here.has(id)
  const shown = (here: ReadonlyMap<string, string>, there: ReadonlyMap<string, string>) =>
    [...here.keys()].filter(isKnown(there)).map((id) => `${id}/${here.get(id)}`)
  const [has, wanted] = [shown(own, led), shown(led, own)].map((each) => each.sort().join(' '))
  if (has !== wanted) return `has producers ${has}, its leader ${wanted}`
  return undefined
}

/** Epoch and last sequence number, by producer id. */
const producersOf = (partition: Partition): Map<string, string> =>
  new Map(
    partition
      .producers()
      .map(({ producerId, producerEpoch, lastSequence }) => [String(producerId), `${producerEpoch}:${lastSequence}`])
  )
