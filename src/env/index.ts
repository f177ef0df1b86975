export * from './env.ts'
export { foldsCase } from './folds-case.ts'
