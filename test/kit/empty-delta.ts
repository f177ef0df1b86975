import type { ImageDelta } from '../../src/metadata/index.ts'

/** A change of the metadata that an image has no use for. */
export const emptyDelta: ImageDelta = {
  topics: [],
  deletedTopics: [],
  partitions: [],
  configs: [],
  brokers: { added: [], changed: [], removed: [] },
  isControllerChanged: false,
  features: [],
  unknown: [],
  damaged: []
}
