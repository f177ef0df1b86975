import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
/** `.ts` when running from source; a build emits the generated files as CommonJS, which every loader can load synchronously. */
const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.cjs'

/**
 * The exports of one API's generated file. In the bundle `scripts/bundle.mjs` replaces this with a table of plain `require`
 * calls, because test runners replace `createRequire` and bundlers cannot follow it.
 */
export const loadCodec = (file: string): unknown => require(`./generated/${file}${extension}`)
