import type * as net from 'node:net'
import type { PeerCertificate, TLSSocket } from 'node:tls'
import type { SecureConnect } from '../env.ts'

const ipAddress = /^[\d.]+$|:/

/** TLS over a connected socket; rejects with the platform's Error. Loaded on first use, because few deployments use TLS. */
export async function secured(
  socket: net.Socket,
  { trusted, certificate, key, serverName }: SecureConnect,
  timeoutMs = 0
): Promise<TLSSocket> {
  const tls = await import('node:tls')
  return new Promise((resolve, reject) => {
    const made = tls.connect({
      socket,
      ...(trusted === undefined ? {} : { ca: trusted }),
      ...(certificate === undefined ? {} : { cert: certificate }),
      ...(key === undefined ? {} : { key }),
      // An IP address may not be sent as the server name.
      ...(serverName === undefined || ipAddress.test(serverName) ? {} : { servername: serverName }),
      checkServerIdentity: (_host: string, peer: PeerCertificate) =>
        serverName === undefined ? undefined : tls.checkServerIdentity(serverName, peer)
    })
    made.setTimeout(timeoutMs, () => made.destroy(new Error(`no TLS handshake within ${timeoutMs} ms`)))
    made.once('error', reject)
    made.once('secureConnect', () => {
      made.setTimeout(0)
      made.removeListener('error', reject)
      resolve(made)
    })
  })
}
