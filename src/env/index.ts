export * from './env.ts'
export { foldsCase } from './folds-case.ts'
export { type Logger, type LogLevel, logDefect, silentLogger } from './logger.ts'
export {
  type Count,
  type Distribution,
  type Histogram,
  Meters,
  type MetricFamily,
  type MetricOptions,
  type Sample,
  type Show
} from './meter.ts'
export { OttlaError, type OttlaErrorCode } from './ottla-error.ts'
export { quietReport } from './quiet-report.ts'
