import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
/** `.ts` where the sources run; a build makes CommonJS of the generated files, which every loader can load synchronously. */
const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.cjs'

/**
 * What the generated file of one API exports. In the bundle `scripts/bundle.mjs` puts a table of plain `require` calls in
 * its place, because test runners replace `createRequire` and bundlers cannot follow it.
 */
export const loadCodec = (file: string): unknown => require(`./generated/${file}${extension}`)
