/** The configs of the broker that the transaction coordinator reads, by Kafka's names. */
type TransactionConfigName =
  | 'request.timeout.ms'
  | 'transaction.abort.timed.out.transaction.cleanup.interval.ms'
  | 'transaction.max.timeout.ms'
  | 'transaction.remove.expired.transaction.cleanup.interval.ms'
  | 'transactional.id.expiration.ms'

/** Reads them each time that one is needed. */
export interface TransactionConfigReader {
  readonly number: (name: TransactionConfigName) => number
  readonly isOn: (name: 'transaction.two.phase.commit.enable') => boolean
}
