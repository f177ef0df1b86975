// The corpus, line by line: each client produces it with its codec, and every other client reads it back equal, in order.
import { clients } from '../clients/index.mjs'
import { corpus, expectEqualLines, Skip, startOttla } from '../kit.mjs'

const lines = corpus().slice(0, 5000)
const ready = new Map()

export async function prepare() {
  const server = await startOttla({ args: clients.flatMap((_, index) => ['--topic', `corpus-${index}:1`]) })
  for (const client of clients) {
    try {
      await client.install()
      ready.set(client, null)
    } catch (error) {
      ready.set(client, error)
    }
  }
  return server
}

/** What keeps a client from running here, if anything. */
function present(client) {
  const error = ready.get(client)
  if (error !== null) throw error
}

const produced = new Set()
const produce = (client, index) => async (server) => {
  present(client)
  await client.produce({ bootstrap: server.bootstrap, topic: `corpus-${index}`, lines, codec: client.codec })
  produced.add(index)
}

const consume = (client) => async (server) => {
  present(client)
  for (const index of produced) {
    if (client.cannotRead?.includes(clients[index].codec)) continue
    const text = await client.consume({ bootstrap: server.bootstrap, topic: `corpus-${index}`, count: lines.length })
    expectEqualLines(text, lines, `${client.name} reading what ${clients[index].name} wrote`)
  }
  if (produced.size === 0) throw new Skip('no client produced')
}

export const checks = {
  ...Object.fromEntries(
    clients.map((client, index) => [`${client.name} produces ${client.codec}`, produce(client, index)])
  ),
  ...Object.fromEntries(clients.map((client) => [`${client.name} reads what every client wrote`, consume(client)]))
}

export const finish = (server) => server.stop()
