/*
 * Logs the connections that this broker closes: client errors at most once a minute per address and reason, defects with a stack
 * trace.
 */
import type { Broker } from '../broker/index.ts'
import { logDefect } from '../env/index.ts'
import type { ClientContext } from './client-context.ts'
import { BadRequest } from './exchange.ts'
import { foreignProtocol } from './foreign-protocol.ts'

export function tellClosed(
  broker: Broker,
  { remoteHost: address, listenerName: listener }: ClientContext,
  reason: string,
  more: Readonly<Record<string, unknown>> = {}
): void {
  broker.warnQuietly(`closed a connection: ${reason}`, `closed ${address} ${reason}`, {
    address,
    listener,
    ...more
  })
}

/** Logs a request whose announced size is invalid. */
export function tellBadSize(
  broker: Broker,
  context: ClientContext,
  { bytes, bytesMax, firstBytes }: { readonly bytes: number; readonly bytesMax: number; readonly firstBytes: Buffer }
): void {
  const what = foreignProtocol(firstBytes)
  const reason =
    what === undefined
      ? 'the request size is negative or larger than socket.request.max.bytes'
      : `it speaks ${what} on a plaintext listener`
  tellClosed(broker, context, reason, what === undefined ? { bytes, bytesMax } : {})
}

/** Logs why a request was refused, or a defect. */
export function tellRefused(broker: Broker, context: ClientContext, error: unknown): void {
  if (!(error instanceof BadRequest)) logDefect(broker.log, 'request failed', error)
  else if (!error.isTold) tellClosed(broker, context, error.message)
}
