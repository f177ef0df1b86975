const form = /^(?:(\*|\[[0-9a-fA-F:.%]+\]|[^:[\]]*):)?(\d{1,5})$/
const anyHosts = ['', '*', '0.0.0.0']
/** The engine gives the check a second more. */
const answerMs = 4_000

/** Where /readyz of a broker with this `--http` is reached from its own machine; undefined where that cannot be told. */
export function readyUrl(http: string): string | undefined {
  const match = form.exec(http)
  const [, host = '', port = '0'] = match ?? []
  if (Number(port) === 0) return undefined
  const reached = anyHosts.includes(host) ? '127.0.0.1' : host === '[::]' ? '[::1]' : host
  return `http://${reached}:${Number(port)}/readyz`
}

/** Asks /readyz. Null: ready; otherwise why not. */
export async function notReady(url: string): Promise<string | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(answerMs) })
    return answer.ok ? null : (await answer.text()).trim()
  } catch (error) {
    const { message, cause } = error as { readonly message: string; readonly cause?: { readonly message?: string } }
    return `${url}: ${cause?.message ?? message}`
  }
}
