import type { Endpoint } from '../env/index.ts'

const defaultPort = 9092

/** Parses `host:port` or `[v6]:port`. The port defaults to 9092. Returns undefined if the text is not a valid address. */
export function parseEndpoint(text: string): Endpoint | undefined {
  const match = /^(?:\[([^\]]+)\]|([^:\s]+))(?::(\d{1,5}))?$/.exec(text.trim())
  const host = match?.[1] ?? match?.[2]
  const port = Number(match?.[3] ?? defaultPort)
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port }
}

/** Formats an endpoint as `host:port`, with brackets around an IPv6 address. */
export function placeOf({ host, port }: Endpoint): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
