// What may happen to a cluster. Each fault is begun, lasts for a time that the seed decides, and ends: what was killed is started
// again, what was held back goes on.
import { filler } from './nodes.mjs'

/** All ways between a node and others, or one direction of them. */
const waysOf = (id, others, direction) =>
  others.flatMap((other) => [
    ...(direction === 'in' ? [] : [[id, other]]),
    ...(direction === 'out' ? [] : [[other, id]])
  ])

const killed = (signal) => ({
  async begin(_, node) {
    await node.end(signal)
    return { end: () => node.start() }
  },
  lastsMs: [0, 3_000]
})

const cut = (direction, isMetadataToo, isOthersToo = true) => ({
  async begin({ network, nodes, metadata }, { id }) {
    const others = nodes.filter((node) => node.id !== id).map((node) => node.id)
    const ways = waysOf(id, [...(isOthersToo ? others : []), ...(isMetadataToo ? metadata : [])], direction)
    network.cut(ways)
    return { end: async () => network.heal(ways) }
  },
  lastsMs: [500, 9_000]
})

/** By name: `begin(cluster, node, random)`, which resolves to how it ends and whom it met; and for how long it lasts. */
const all = {
  'kill -9': killed('SIGKILL'),
  SIGTERM: killed('SIGTERM'),
  SIGSTOP: {
    async begin(_, node) {
      node.signal('SIGSTOP')
      return { end: async () => node.signal('SIGCONT') }
    },
    lastsMs: [300, 9_000]
  },
  'cut off from all': cut('both', true),
  'cut off from brokers': cut('both', false),
  'is not heard': cut('out', true),
  'hears nothing': cut('in', true),
  'cut between two': {
    async begin({ network, nodes }, { id }, random) {
      const others = nodes.filter((node) => node.id !== id)
      const other = others[Math.floor(random() * others.length)].id
      const ways = waysOf(id, [other], 'both')
      network.cut(ways)
      return { met: `${id} and ${other}`, end: async () => network.heal(ways) }
    },
    lastsMs: [500, 9_000]
  },
  'cut off from metadata': cut('both', true, false),
  'metadata leader killed': {
    async begin(cluster, node) {
      const leader = (await cluster.metadataLeader()) ?? node
      await leader.end('SIGKILL')
      return { met: leader.id, end: () => leader.start() }
    },
    lastsMs: [500, 3_000]
  },
  'full disk': {
    async begin(_, node) {
      const disk = filler(node.directory)
      await disk.take()
      return { end: async () => disk.give() }
    },
    lastsMs: [1_000, 4_000]
  }
}

/** Those that can happen to this cluster on this machine. */
export function faultsOf({ nodes, metadata }) {
  const isPossible = (name) =>
    (name !== 'full disk' || nodes[0].isSmall) && (name !== 'cut off from metadata' || metadata.length > 0)
  return Object.keys(all).filter(isPossible)
}

/** Begins one, and resolves to what it is called, for how long it is to last, and how it ends. */
export async function beginFault(cluster, name, node, random) {
  const { begin, lastsMs } = all[name]
  const [least, most] = lastsMs
  const holdMs = least + random() * (most - least)
  const { end, met = node.id } = await begin(cluster, node, random)
  return { name, what: `${name} (${met}, ${Math.round(holdMs)} ms)`, holdMs, end }
}
