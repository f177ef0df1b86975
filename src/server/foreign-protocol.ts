/** Recognizes other protocols by the bytes that arrived in place of a frame size. Undefined if none matches. */
export function foreignProtocol(first: Buffer): string | undefined {
  if (first.length >= 3 && first[0] === 0x16 && first[1] === 0x03) return 'TLS (is the client set to SSL?)'
  if (/^(GET|POST|PUT|HEAD|DELETE|OPTIONS|PATCH|PRI|CONNECT) ?/.test(first.toString('latin1', 0, 8))) return 'HTTP'
  return undefined
}
