import { FrameConnection } from '../../../src/client/index.ts'
import type { Connection } from '../../../src/env/index.ts'
import {
  type ApiName,
  apiByKey,
  apis,
  decodeRequestBody,
  decodeRequestHeader,
  encodeResponse,
  type ResponseInputMap
} from '../../../src/protocol/index.ts'
import { Reader } from '../../../src/wire/index.ts'
import type { MemoryNet, MemorySocket } from '../../kit/memory-net.ts'

export interface Asked {
  readonly api: ApiName
  readonly version: number
  readonly correlationId: number
  readonly body: unknown
}

/** What a scripted broker says to a request: an answer, bytes of its own, or nothing. */
export type Say = (asked: Asked, socket: MemorySocket) => ResponseInputMap[ApiName] | Uint8Array | undefined

export const everything = Object.values(apis).map(({ key, minVersion, maxVersion }) => ({
  apiKey: key,
  minVersion,
  maxVersion
}))

/** A peer that does what a test says. It knows ApiVersions itself. */
export class ScriptedBroker {
  readonly asked: Asked[] = []
  readonly sockets: MemorySocket[] = []
  readonly port: number
  readonly #close: () => Promise<void>

  private constructor(port: number, close: () => Promise<void>) {
    this.port = port
    this.#close = close
  }

  static async start(net: MemoryNet, say: Say = () => undefined, port = 0): Promise<ScriptedBroker> {
    const listener = await net.listen({ host: '127.0.0.1', port }, (socket) => {
      broker.sockets.push(socket)
      const frames = new FrameConnection(socket as Connection, {
        frame: (frame) => {
          const reader = new Reader(frame)
          const { apiKey, apiVersion: version, correlationId } = decodeRequestHeader(reader)
          const api = apiByKey(apiKey)?.name as ApiName
          const asked = { api, version, correlationId, body: decodeRequestBody(apiKey, version, reader) }
          broker.asked.push(asked)
          const said = say(asked, socket) ?? (api === 'ApiVersions' ? { errorCode: 0, apiKeys: everything } : undefined)
          if (said === undefined) return
          frames.write(said instanceof Uint8Array ? [said] : encodeResponse(api, version, correlationId, said))
        },
        ended: () => {}
      })
    })
    const broker = new ScriptedBroker(listener.at.port, () => listener.close())
    return broker
  }

  /** Takes no more connections and cuts those that it has. */
  async stop(): Promise<void> {
    await this.#close()
    for (const socket of this.sockets) socket.destroy()
  }
}
