import type { BrokerImage } from './broker-image.ts'
import type { ConfigType } from './keys.ts'
import type { TopicImage } from './topic-image.ts'

/** The changes of one revision, showing the state after the change except for deletions. */
export interface ImageDelta {
  /** Created or grown topics. */
  readonly topics: readonly TopicImage[]
  readonly deletedTopics: readonly TopicImage[]
  /** Partitions with a changed state (leader, epochs, replicas, ISR) whose topic is not in `topics`. */
  readonly partitions: readonly { readonly topic: TopicImage; readonly partition: number }[]
  readonly configs: readonly { readonly type: ConfigType; readonly name: string }[]
  readonly brokers: BrokersDelta
  /** There is a new controller, or none. */
  readonly isControllerChanged: boolean
  /** Features whose finalized level changed. */
  readonly features: readonly string[]
  /** Keys unknown to this version. */
  readonly unknown: readonly string[]
  /** Values that could not be read. The previous values are kept. */
  readonly damaged: readonly { readonly key: string; readonly why: string }[]
}

interface BrokersDelta {
  readonly added: readonly BrokerImage[]
  /** With a new epoch, endpoint, rack, directory or fencing state. */
  readonly changed: readonly BrokerImage[]
  readonly removed: readonly BrokerImage[]
}
