import type { BrokerImage } from './broker-image.ts'
import type { ConfigType } from './keys.ts'
import type { TopicImage } from './topic-image.ts'

/** What one revision changed. Everything is as it is after the change, but what is gone. */
export interface ImageDelta {
  /** Created, or grown. */
  readonly topics: readonly TopicImage[]
  readonly deletedTopics: readonly TopicImage[]
  /** Partitions with another state (leader, epochs, replicas, in-sync replicas) of topics that are not among `topics`. */
  readonly partitions: readonly { readonly topic: TopicImage; readonly partition: number }[]
  readonly configs: readonly { readonly type: ConfigType; readonly name: string }[]
  readonly brokers: BrokersDelta
  /** Another broker is the controller now, or none. */
  readonly isControllerChanged: boolean
  /** Names of features whose finalized level changed. */
  readonly features: readonly string[]
  /** Keys that this version does not know. */
  readonly unknown: readonly string[]
  /** Values that cannot be read. What was known before them stays. */
  readonly damaged: readonly { readonly key: string; readonly why: string }[]
}

interface BrokersDelta {
  readonly added: readonly BrokerImage[]
  /** With another epoch, endpoint, rack, directory or fencing. */
  readonly changed: readonly BrokerImage[]
  readonly removed: readonly BrokerImage[]
}
