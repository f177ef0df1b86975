/** Kafka's names of the broker configs that the transaction coordinator reads. */
type TransactionConfigName =
  | 'request.timeout.ms'
  | 'transaction.abort.timed.out.transaction.cleanup.interval.ms'
  | 'transaction.max.timeout.ms'
  | 'transaction.remove.expired.transaction.cleanup.interval.ms'
  | 'transactional.id.expiration.ms'

/** Reads the current value of a config. */
export interface TransactionConfigReader {
  readonly number: (name: TransactionConfigName) => number
  readonly isOn: (name: 'transaction.two.phase.commit.enable') => boolean
}
