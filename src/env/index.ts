export * from './env.ts'
export { foldsCase } from './folds-case.ts'
export { type Logger, type LogLevel, logDefect, silentLogger } from './logger.ts'
export { OttlaError, type OttlaErrorCode } from './ottla-error.ts'
