/** The module that a thread of a broker begins with. It exists beside the bundle only; what is run from its sources has none. */
export function threadFile(): string {
  try {
    return new URL('./broker-thread.cjs', import.meta.url).href
  } catch {
    return ''
  }
}
