import type { HttpRoom } from '../server/index.ts'

/** The only place that loads the room `http` and its packages, which happens only when HTTP is used. */
export const loadHttp = (): Promise<HttpRoom> => import('../http/index.ts')
