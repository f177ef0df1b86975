/** The module that a broker thread starts with. It exists only next to the bundle, not when running from sources. */
export function threadFile(): string {
  try {
    return new URL('./broker-thread.cjs', import.meta.url).href
  } catch {
    return ''
  }
}
