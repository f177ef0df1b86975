const label = /^(?!-)[A-Za-z0-9_-]{1,63}(?<!-)$/

/**
 * Whether this is an IP address or a possible host name. Nothing is looked up; only names that can never have an address are
 * refused.
 */
export function isHost(text: string): boolean {
  if (/^[\d.]+$/.test(text)) return isIpv4(text)
  if (text.includes(':')) return isIpv6(text)
  const labels = text.split('.')
  if (labels.at(-1) === '') labels.pop()
  return text.length <= 253 && labels.at(-1) !== 'invalid' && labels.every((each) => label.test(each))
}

const isIpv4 = (text: string) =>
  text.split('.').length === 4 && text.split('.').every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)

function isIpv6(text: string): boolean {
  try {
    return new URL(`http://[${text.replace(/%.*$/, '')}]/`).hostname !== ''
  } catch {
    return false
  }
}
