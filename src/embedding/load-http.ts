import type { HttpRoom } from '../server/index.ts'

/** The one place that reaches the room `http`, which with its packages is loaded only where somebody asked for it. */
export const loadHttp = (): Promise<HttpRoom> => import('../http/index.ts')
