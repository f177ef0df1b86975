/** The door of the embedding room: what a program can ask of its broker besides using the port. */
export { HttpPort } from './http.ts'
export { checkOptions, drainMsOf, type EmbeddingOptions } from './options.ts'
export { type NewRecord, type ProducedRecord, type ProduceOptions, produce } from './produce.ts'
export { type ReadOptions, readRecords, type StoredHeader, type StoredRecord } from './read.ts'
export { openRemoteTarget, type RemoteTarget } from './remote-target.ts'
export { type Target, targetAmong, targetOf } from './target.ts'
export { checkThreads, startOnThread } from './thread-member.ts'
export { createTopic, deleteTopic, listTopics, type TopicInfo } from './topics.ts'
